import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const ownSyntax = [
  'error',
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels.' },
];

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', '.cache/', 'tests/output/', 'tests/fixtures/'] },
  {
    files: ['electron/**/*.ts', 'tests/**/*.ts', 'renderer/**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ownSyntax,
      // factories return closures that never use `this`
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'error',
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    // React's compiler is not used: nothing is lost where it would skip
    rules: { 'react-hooks/incompatible-library': 'off' },
  },
  {
    // plain Node scripts: their types are checked by tsc through JSDoc
    files: ['build/**/*.mjs', 'tests/**/*.mjs'],
    extends: [...tseslint.configs.recommended],
    rules: { 'no-restricted-syntax': ownSyntax },
  },
);
