import { Type } from 'typebox'
import { object, orNull } from './common.ts'

const Moment = Type.Number({ description: 'Unix milliseconds.' })
const TargetStatus = Type.Enum(['up', 'down', 'unknown', 'maintenance'], {
  description: '`unknown` is neither up nor down: nothing fresh is known.',
})

const Target = object(
  {
    id: Type.String(),
    name: Type.String(),
    status: TargetStatus,
    checkedAt: orNull(Moment, 'When the last check ended; null before the first.'),
    intervalMs: Type.Number({ description: 'A status older than two of these speaks no longer: take it as unknown.' }),
    latencyMs: orNull(Type.Number(), 'Of the last check; null when it failed.'),
    incidentId: orNull(Type.String(), 'The open incident that it is in.'),
  },
  'A part of the platform.',
)

const Incident = object(
  {
    id: Type.String(),
    rule: Type.String(),
    severity: Type.Enum(['critical', 'warning', 'info']),
    summary: Type.String({ description: 'One line for people.' }),
    target: orNull(Type.String(), 'Null when it is about the whole.'),
    openedAt: Moment,
    resolvedAt: orNull(Moment, 'Null while it is open.'),
  },
  'Something that is wrong, or was until just now.',
)

export const StatusOverview = object(
  {
    at: Moment,
    status: Type.Enum(['up', 'down', 'unknown', 'maintenance', 'degraded']),
    groups: Type.Array(Type.Object({ name: Type.String(), targets: Type.Array(Target) })),
    incidents: Type.Array(Incident),
  },
  'Whether the platform is well, as its probe saw it `at` that moment.',
)

const Share = Type.Number({ minimum: 0, maximum: 1 })

const Uptime = object(
  {
    uptime: orNull(Share, 'The part of the time observed in which it was up; null when nothing was observed.'),
    coverage: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'The part of the window that was observed. Unknown time is neither up nor down.',
    }),
  },
  'One window: an uptime means as much as its coverage.',
)

export const StatusHistory = object(
  {
    at: Moment,
    targets: Type.Array(
      Type.Object({
        id: Type.String(),
        windows: Type.Object(
          {},
          { additionalProperties: Uptime, description: 'By length, such as `24h`; all end `at`.' },
        ),
      }),
    ),
  },
  'How much of each window each part of the platform was up.',
)
