import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { TestWorkflowEnvironment } from '@temporalio/testing';

import locating from './locate.cjs';

/** Lets the SDK download the CLI into the folder (it starts it once to do so) and gives it its plain name. */
const folder = process.argv[2];
if (!folder) throw new Error('folder missing');
const environment = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', version: `v${locating.CLI_VERSION}`, downloadDir: folder } },
});
await environment.teardown();
const name = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
const downloaded = readdirSync(folder).find((file) => file !== name && /temporal/.test(file));
if (downloaded) {
  copyFileSync(join(folder, downloaded), join(folder, name));
  rmSync(join(folder, downloaded), { force: true });
}
process.exit(0);
