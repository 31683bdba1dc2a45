export { createQueue, type Queue } from './queue/queue.ts'
export { createWorker, type Worker } from './queue/worker.ts'
