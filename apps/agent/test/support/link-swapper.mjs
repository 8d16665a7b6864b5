import { renameSync } from 'node:fs';

// Swaps `d` between a folder and a link to the outside as fast as it can, until it is ended.
let junk = 0;
const put = (from, to) => {
  try {
    renameSync(from, to);
  } catch {
    // Whoever created a folder where there was nothing for a moment has taken the name.
    try {
      renameSync('d', `junk-${junk++}`);
    } catch {}
  }
};
process.send('ready');
for (;;) {
  put('d', 'd-folder');
  put('d-link', 'd');
  put('d', 'd-link');
  put('d-folder', 'd');
}
