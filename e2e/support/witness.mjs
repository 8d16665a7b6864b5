// Loaded with `--import <this file>?log=<path>`: writes a line for every file the process names to `node:fs` and every program it
// starts. It sees what goes through Node's own modules, which is all that Berth's server uses for a project's files.
import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const log = fs.openSync(new URL(import.meta.url).searchParams.get('log'), 'a');
const { writeSync } = fs;
const named = (argument) =>
  typeof argument === 'string' ||
  argument instanceof URL ||
  Buffer.isBuffer(argument) ||
  Array.isArray(argument);

function watchOver(module, kind) {
  for (const [name, original] of Object.entries(module)) {
    if (
      typeof original !== 'function' ||
      /^[A-Z]/.test(name) ||
      /^(write|read|fstat|close)(v|Sync|vSync)?$/.test(name)
    )
      continue;
    const witnessed = function (...given) {
      const words = given.slice(0, 2).filter(named).map(String);
      const cwd = given.find((argument) => typeof argument?.cwd === 'string')?.cwd ?? '';
      if (words.length > 0) writeSync(log, `${kind} ${name} ${words.join(' ')} ${cwd}\n`);
      return original.apply(this, given);
    };
    // Variants such as `realpath.native` and what `promisify` looks for hang on the functions.
    Object.defineProperties(witnessed, Object.getOwnPropertyDescriptors(original));
    module[name] = witnessed;
  }
}

watchOver(fs.promises, 'file');
watchOver(fs, 'file');
watchOver(childProcess, 'program');
// The way of every asynchronous one, promisified or not.
const { prototype } = childProcess.ChildProcess;
const { spawn } = prototype;
prototype.spawn = function (options) {
  writeSync(log, `program spawn ${options.args.join(' ')} ${options.cwd ?? ''}\n`);
  return spawn.call(this, options);
};
syncBuiltinESMExports();
