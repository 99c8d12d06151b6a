import { generateLoad, type LoadTask } from './load-generator.ts';

// This is a separate process, so that the work of the product and of the report cannot delay a request.
process.once('message', (task: LoadTask) => {
  void generateLoad(task).then((report) => {
    process.send?.(report, () => {
      process.disconnect();
    });
  });
});
