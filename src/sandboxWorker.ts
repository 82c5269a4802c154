import { runWorker } from './adapters/sandbox/worker/runWorker';

runWorker();
