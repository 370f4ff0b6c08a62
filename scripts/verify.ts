import { messageOf } from './stack/error-code.ts';
import { STEPS } from './verify/steps.ts';

/** `npm run verify`: everything that can be said about the code without running the tests. One line a step. */
let failed = 0;
for (const { name, run } of STEPS) {
  const began = Date.now();
  let fault: string;
  try {
    fault = await run();
  } catch (error) {
    fault = messageOf(error);
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${fault === '' ? 'ok  ' : 'FALLA'} ${name} (${seconds} s)`);
  if (fault === '') continue;
  failed += 1;
  console.log(fault.replace(/^/gm, '      '));
}
console.log(failed === 0 ? 'todo en orden' : `${failed} pasos fallaron`);
process.exit(failed === 0 ? 0 : 1);
