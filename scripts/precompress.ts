import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Puts `.br` and `.gz` beside every text asset of 1 KiB and more, so that the server compresses nothing while it serves. */
export async function precompress(folder: string): Promise<void> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((each) => /\.(js|css|html|svg|json|txt|wasm)$/.test(each))) {
    const path = join(folder, name);
    const bytes = readFileSync(path);
    if (bytes.length < 1024 || existsSync(`${path}.br`)) continue;
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
    writeFileSync(`${path}.br`, await promisify(brotliCompress)(bytes, quality));
    writeFileSync(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
  }
}
