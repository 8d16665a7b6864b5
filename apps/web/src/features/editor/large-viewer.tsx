import { useQuery } from '@tanstack/react-query';
import { ArrowDownToLine, ArrowUpToLine, ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { trpc } from '../../lib/trpc';
import { ErrorNotice } from '../../ui/error-notice';
import { IconButton } from '../../ui/icon-button';
import { Waiting } from '../../workbench/panel-frame';
import { formatBytes } from '../fs/format-bytes';
import styles from './editor.module.css';
import { fromBase64 } from './read-content';
import { ReadOnlyText } from './read-only-text';
import { decodeWindow } from './text-window';

const WINDOW_BYTES = 512 * 1024;

/** A text too big to edit, one window of its bytes at a time. */
export function LargeViewer({ projectId, path, size }: { projectId: string; path: string; size: number }) {
  const [offset, setOffset] = useState(0);
  const last = Math.max(0, Math.floor((size - 1) / WINDOW_BYTES) * WINDOW_BYTES);
  const part = useQuery({
    queryKey: ['project', projectId, 'fs', 'window', path, size, offset],
    queryFn: async ({ signal }) => {
      const answer = await trpc.fs.read.query(
        { projectId, path, encoding: 'base64', offset, length: WINDOW_BYTES },
        { signal, context: { alone: true } },
      );
      return decodeWindow(fromBase64(answer.content), {
        first: offset === 0,
        last: offset + answer.length >= size,
      });
    },
    gcTime: 10_000,
    placeholderData: (before) => before,
  });
  const go = (to: number) => setOffset(Math.min(last, Math.max(0, to)));
  const end = Math.min(size, offset + WINDOW_BYTES);

  return (
    <div className={styles.merge}>
      <div className={styles.windowBar}>
        <IconButton
          icon={ArrowUpToLine}
          label="Start of the file"
          size="sm"
          disabled={offset === 0}
          onClick={() => go(0)}
        />
        <IconButton
          icon={ChevronUp}
          label="Previous part"
          size="sm"
          disabled={offset === 0}
          onClick={() => go(offset - WINDOW_BYTES)}
        />
        <IconButton
          icon={ChevronDown}
          label="Next part"
          size="sm"
          disabled={offset >= last}
          onClick={() => go(offset + WINDOW_BYTES)}
        />
        <IconButton
          icon={ArrowDownToLine}
          label="End of the file"
          size="sm"
          disabled={offset >= last}
          onClick={() => go(last)}
        />
        <input
          type="range"
          aria-label="Position in the file"
          min={0}
          max={last}
          step={WINDOW_BYTES}
          value={offset}
          onChange={(event) => go(Number(event.target.value))}
        />
        <span>
          {formatBytes(offset)} to {formatBytes(end)} of {formatBytes(size)}. Files of more than 5 MB are
          shown in parts.
        </span>
      </div>
      {part.isError && (
        <div className={styles.notice}>
          <ErrorNotice error={part.error} title="This part could not be read" />
        </div>
      )}
      {part.isPending && <Waiting />}
      {part.data !== undefined && (
        <ReadOnlyText text={part.data} label={path} atEnd={offset > 0 && offset >= last} />
      )}
    </div>
  );
}
