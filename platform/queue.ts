export { createQueue, type Job, type NewJob, type Queue, type QueueDeps, type Retried } from './queue/queue.ts'
export { createWorker, type Worker, type WorkerDeps } from './queue/worker.ts'
