import { type Readable, Transform } from 'node:stream';
import { Archiver } from 'archiver';
import { type ZipArchiveEntry, ZipArchiveOutputStream } from 'compress-commons';
import { CentralDirectory } from './central-directory';
import { ZipEntry } from './zip-entry';

/** Bytes collected before they are handed on; headers come in pieces of a few bytes. */
const COLLECT_BYTES = 64 * 1024;

/** archiver's ZIP writer, for entries that are compressed already. */
class PreparedZipWriter extends ZipArchiveOutputStream {
  #collected = Buffer.allocUnsafe(COLLECT_BYTES);
  #used = 0;
  readonly #central = new CentralDirectory();
  /** Pieces of the central record that is being made; undefined while the archive itself is written. */
  #record: Buffer[] | undefined;

  constructor() {
    super();
    const central = this.#central;
    const push = (entry: ZipArchiveEntry) => this.#addCentral(entry);
    this._entries = {
      get length() {
        return central.length;
      },
      push,
      forEach: (visit) => central.parts().forEach(visit),
    };
  }

  /** Of an entry that is here whole, everything is known: it needs no data descriptor after it. */
  protected override _appendBuffer(
    entry: ZipArchiveEntry,
    source: Buffer,
    callback: (error?: Error | null, entry?: ZipArchiveEntry) => void,
  ): void {
    if (entry instanceof ZipEntry) entry.complete();
    entry.getGeneralPurposeBit().useDataDescriptor(false);
    this._writeLocalFileHeader(entry);
    this.write(source);
    this._afterAppend(entry);
    // Backpressure: the next entry waits until this one has been taken.
    if (this.writableNeedDrain) this.once('drain', () => callback(null, entry));
    else callback(null, entry);
  }

  /** What a stream's bytes go through: as they are. */
  protected override _smartStream(
    entry: ZipArchiveEntry,
    callback: (error?: Error | null) => void,
  ): Transform {
    const through = new Transform({ transform: (chunk, _encoding, done) => done(null, chunk) });
    through.once('end', () => {
      if (entry instanceof ZipEntry) entry.complete();
      this._afterAppend(entry);
      callback(null);
    });
    through.pipe(this, { end: false });
    return through;
  }

  /** The directory's records are made when their entries have been written; here they are only put out. */
  protected override _writeCentralFileHeader(part: ZipArchiveEntry | Buffer): void {
    if (Buffer.isBuffer(part)) this.write(part);
    else super._writeCentralFileHeader(part);
  }

  override write(chunk: Buffer | string): boolean {
    if (chunk.length === 0) return true;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (this.#record) {
      this.#record.push(bytes);
      return true;
    }
    if (bytes.length > COLLECT_BYTES / 2) {
      this.#flush();
      return super.write(bytes);
    }
    const taken = this.#used + bytes.length <= COLLECT_BYTES || this.#flush();
    bytes.copy(this.#collected, this.#used);
    this.#used += bytes.length;
    this.offset += bytes.length;
    return taken;
  }

  override end(): this {
    this.#flush();
    return super.end();
  }

  #addCentral(entry: ZipArchiveEntry): void {
    this.#record = [];
    super._writeCentralFileHeader(entry);
    this.#central.add(this.#record);
    this.#record = undefined;
  }

  #flush(): boolean {
    if (this.#used === 0) return !this.writableNeedDrain;
    const bytes = this.#collected.subarray(0, this.#used);
    this.#collected = Buffer.allocUnsafe(COLLECT_BYTES);
    // The writer below counts them once more.
    this.offset -= this.#used;
    this.#used = 0;
    return super.write(bytes);
  }
}

/** A format of archiver, as its own `ZipArchive` is one. */
export class ZipArchive extends Archiver {
  constructor() {
    super();
    const writer = new PreparedZipWriter();
    this._format = 'zip';
    this._module = {
      append: (source, data, callback) =>
        void writer.entry((data as { entry: ZipEntry }).entry, source, callback),
      finalize: () => writer.finish(),
      on: (event, listener) => writer.on(event, listener as (...args: unknown[]) => void),
      pipe: (destination) => writer.pipe(destination),
      unpipe: (destination) => writer.unpipe(destination),
    };
    this._supportsDirectory = true;
    this._supportsSymlink = true;
    this._modulePipe();
  }

  /** Resolves when the entry has been written and another may come. */
  add(entry: ZipEntry, source: Buffer | Readable): Promise<void> {
    return new Promise((callback) => {
      // The name is the entry's own; archiver asks for one.
      const data = { name: 'entry', entry, callback };
      this.append(source, data);
    });
  }
}
