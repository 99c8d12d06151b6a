import { generateLoad, type LoadTask } from './load-generator.ts';

// A process of its own, so that neither the product's work nor the report's delays a request.
process.once('message', (task: LoadTask) => {
  void generateLoad(task).then((report) => {
    process.send?.(report, () => {
      process.disconnect();
    });
  });
});
