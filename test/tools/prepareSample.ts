import { prepareSampleWorkspace } from './sampleWorkspace';

/** `npm run sample`: makes sure that the sample workspace exists under `.cache` and prints where. */
async function main(): Promise<void> {
  console.log(await prepareSampleWorkspace());
}

void main();
