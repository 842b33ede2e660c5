/**
 * The addresses of protocols section 1 that tell and tend the pipeline's health. All but the page want the token; the
 * page itself holds nothing and asks over the socket, whose token it needs.
 */
import type { Context } from 'hono';
import { z } from 'zod';
import { bareHeaders } from '../contract/content-security-policy.ts';
import { faultOf } from '../contract/errors.ts';
import type { Fault } from '../contract/errors.ts';
import type { RouteSpec } from './guard.ts';
import { METRICS_TYPE, metricsText } from './metrics-text.ts';
import { statusOfFault } from './monitor-door.ts';
import type { MonitorDoor } from './monitor-door.ts';

interface MonitorRoute extends RouteSpec {
  readonly upgrade: false;
  handle(context: Context): Response | Promise<Response>;
}

/** What is left out is not done. */
const optimizeSchema = z.strictObject({
  triggerGC: z.boolean().default(false),
  cleanupSessions: z.boolean().default(false),
  optimizeBuffers: z.boolean().default(false),
});

const headers = { ...bareHeaders, 'Cache-Control': 'no-store' };
const json = (value: unknown) => Response.json(value, { headers });

function refuse(fault: Fault, status = statusOfFault(fault.code)): Response {
  return Response.json({ error: { code: fault.code, message: fault.message } }, { status, headers });
}

const guarded = { method: 'GET', access: 'token', upgrade: false, maxBodyBytes: 0, bodyType: null } as const;

const wantsJson = (accept: string | undefined) => /(^|[,\s])application\/json\b/i.test(accept ?? '');

export function createMonitorRoutes(monitor: MonitorDoor): readonly MonitorRoute[] {
  return [
    {
      ...guarded,
      path: '/pipeline/status',
      async handle() {
        const view = await monitor.view();
        return view.ok ? json(view.value.status) : refuse(view.fault);
      },
    },
    {
      ...guarded,
      path: '/metrics',
      async handle(context) {
        const view = await monitor.view();
        if (!view.ok) return refuse(view.fault);
        if (wantsJson(context.req.header('accept'))) return json(view.value);
        return new Response(metricsText(view.value), {
          headers: { ...headers, 'Content-Type': METRICS_TYPE },
        });
      },
    },
    {
      ...guarded,
      path: '/session/:id/status',
      async handle(context) {
        const view = await monitor.view();
        if (!view.ok) return refuse(view.fault);
        const id = context.req.param('id');
        const session = view.value.sessions.find(({ session_id }) => session_id === id);
        return session ? json(session) : refuse(faultOf('session_unknown'));
      },
    },
    {
      ...guarded,
      method: 'POST',
      path: '/optimize',
      maxBodyBytes: 1_000,
      bodyType: 'application/json',
      async handle(context) {
        const parsed = optimizeSchema.safeParse(await context.req.json().catch(() => null));
        if (!parsed.success) return refuse(faultOf('request_refused'), 400);
        const report = await monitor.optimize(parsed.data);
        return report.ok ? json(report.value) : refuse(report.fault);
      },
    },
    {
      ...guarded,
      access: 'open',
      path: '/monitor',
      handle: () => new Response(null, { status: 302, headers: { ...headers, Location: '/#/monitor' } }),
    },
  ];
}
