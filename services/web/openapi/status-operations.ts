import { StatusHistory, StatusOverview } from '../schemas/status.ts'
import type { Operations } from './operation.ts'

export const statusOperations: Operations = {
  'GET /api/status': {
    id: 'getStatus',
    tag: 'Status',
    summary: 'Whether the platform is well',
    description:
      'The public overview. The same comes live over the WebSocket `/ws/status`: first a snapshot, then what changed. Mind `checkedAt`: a status that is older than two intervals is unknown.',
    credentials: 'none',
    answer: { status: 200, description: 'The overview.', body: StatusOverview },
    problems: ['unavailable'],
  },
  'GET /api/status/history': {
    id: 'getStatusHistory',
    tag: 'Status',
    summary: 'How well the platform has been',
    description: 'Uptime and coverage of each part over several windows. It changes once a minute.',
    credentials: 'none',
    answer: { status: 200, description: 'The windows of each target.', body: StatusHistory },
    problems: ['rate_limited', 'unavailable'],
  },
}
