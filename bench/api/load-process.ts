import { generateLoad, type LoadTask } from './load-generator.ts';

// Generates load in a process of its own, so that the work of the product and of the report cannot delay a request.
process.once('message', (task: LoadTask) => {
  void generateLoad(task).then((report) => {
    process.send?.(report, () => {
      process.disconnect();
    });
  });
});
