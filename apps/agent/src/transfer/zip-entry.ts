import { ZipArchiveEntry } from 'compress-commons';
import type { BytePath } from './byte-path';

const PLATFORM_UNIX = 3;
const STORED = 0;
const DEFLATED = 8;
const DOS_FOLDER = 0x10;
const DOS_ARCHIVE = 0x20;

/** Bytes as they go into the archive, compressed already or not. Complete once they have been read to their end. */
export interface Content {
  method: 'stored' | 'deflated';
  /** CRC-32 and bytes of the content before compression. */
  crc: number;
  size: number;
  compressedSize: number;
}

export interface EntryFacts {
  /** Relative, without a slash at its end. */
  path: BytePath;
  type: 'file' | 'directory' | 'link';
  /** The whole `st_mode`. */
  mode: number;
  mtimeMs: number;
}

/**
 * An entry whose bytes have been compressed by us. Its name is the file's own, byte by byte: archiver's would turn `\` into `/`
 * and drop a `c:`. Times are the extended ones, in seconds and independent of any time zone, beside the DOS ones in UTC.
 */
export class ZipEntry extends ZipArchiveEntry {
  readonly content: Content;
  readonly #name: Buffer;
  readonly #isDirectory: boolean;
  readonly #timestamp: Buffer;

  constructor(facts: EntryFacts, content: Content) {
    super();
    const { path, type, mode, mtimeMs } = facts;
    this.content = content;
    this.#isDirectory = type === 'directory';
    this.#name = Buffer.from(this.#isDirectory ? `${path}/` : path, 'latin1');
    this.#timestamp = extendedTimestamp(Math.floor(mtimeMs / 1000));
    super.setExtra(this.#timestamp);
    this.getGeneralPurposeBit().useUTF8ForNames(isTextBeyondAscii(this.#name));
    this.setMethod(content.method === 'stored' ? STORED : DEFLATED);
    this.setTime(new Date(mtimeMs));
    this.platform = PLATFORM_UNIX;
    this.setExternalAttributes((mode << 16) | (this.#isDirectory ? DOS_FOLDER : DOS_ARCHIVE));
  }

  override getName(): Buffer {
    return this.#name;
  }

  override isDirectory(): boolean {
    return this.#isDirectory;
  }

  /** The writer sets the Zip64 sizes; the times stay beside them. */
  override setExtra(extra: Buffer): void {
    super.setExtra(Buffer.concat([extra, this.#timestamp]));
  }

  /** Takes over what is known of the content now. */
  complete(): void {
    this.setCrc(this.content.crc);
    this.setSize(this.content.size);
    this.setCompressedSize(this.content.compressedSize);
  }
}

/** The extra field 0x5455 with the modification time, or nothing where 32 bits cannot hold it. */
function extendedTimestamp(seconds: number): Buffer {
  if (seconds < -0x8000_0000 || seconds > 0x7fff_ffff) return Buffer.alloc(0);
  const field = Buffer.alloc(9);
  field.writeUInt16LE(0x5455, 0);
  field.writeUInt16LE(5, 2);
  field.writeUInt8(1, 4);
  field.writeInt32LE(seconds, 5);
  return field;
}

/** A name that is no UTF-8 is not marked as such: unzip then takes its bytes as they are. */
function isTextBeyondAscii(name: Buffer): boolean {
  return name.some((byte) => byte > 0x7f) && Buffer.from(name.toString('utf8')).equals(name);
}
