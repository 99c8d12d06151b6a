import { generateLoad, type LoadTask } from './load-generator.ts';

// This process only generates load, so that neither the work of the server nor the work for the report can delay a
// request.
process.once('message', (task: LoadTask) => {
  void generateLoad(task).then((report) => {
    process.send?.(report, () => {
      process.disconnect();
    });
  });
});
