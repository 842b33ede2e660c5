import { describe, expectTypeOf, it } from 'vitest';
import type { SkillStorage } from '../../../electron/engine/brain/skill-storage.ts';
import type { SkillStore } from '../../../electron/engine/store/skill-store.ts';

describe('skill store', () => {
  it('fits the port of the brain, which the store must not import', () => {
    expectTypeOf<SkillStore>().toExtend<SkillStorage>();
    const asPort = (store: SkillStore): SkillStorage => store;
    expectTypeOf(asPort).toBeFunction();
  });
});
