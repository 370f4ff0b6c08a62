/**
 * With `npm test -- --coverage` the programs that a test starts leave what they ran, too. Set here and not for Jest
 * itself, which counts its own.
 */
const folder = process.env['HUB_CHILD_COVERAGE'];
if (folder) process.env['NODE_V8_COVERAGE'] = folder;
