export { createQueue, type Queue } from './queue/queue.ts'
export { createWorker, type RetryAfter, type Worker } from './queue/worker.ts'
