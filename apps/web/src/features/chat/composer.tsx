import { AppError } from '@berth/protocol/error';
import { AtSign, Paperclip, SendHorizontal, Square, SquareTerminal, TextSelect } from 'lucide-react';
import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { newId } from '../../lib/new-id';
import { IconButton } from '../../ui/icon-button';
import { showError } from '../../ui/toasts';
import { useProject } from '../../workbench/project-context';
import { type TextSelection, useTextBridges } from '../../workbench/text-bridge';
import { AttachmentList } from './attachment-list';
import { type Attachment, attachFile, attachProjectFile } from './attachments';
import styles from './composer.module.css';
import { useDraft } from './draft';
import { findMention } from './mention';
import { MentionMenu, type MentionMenuHandle } from './mention-menu';

export interface ComposerProps {
  sessionId: string;
  /** The text's field, for whoever gives it the focus. */
  area: RefObject<HTMLTextAreaElement | null>;
  /** Given while an answer is being written. */
  onStop?: (() => void) | undefined;
  /** Resolves when the message is written down. */
  onSend: (text: string, attachments: readonly Attachment[]) => Promise<void>;
}

/** Where a message is written. What is in it is kept as a draft of its session. */
export function Composer({ sessionId, area, onStop, onSend }: ComposerProps) {
  const project = useProject();
  const { editor, terminal } = useTextBridges();
  const { text, attachments, unkept, draft } = useDraft(sessionId);
  const [cursor, setCursor] = useState(text.length);
  const [activeOption, setActiveOption] = useState<string>();
  const [dragging, setDragging] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const menu = useRef<MentionMenuHandle>(null);
  const mention = findMention(text, cursor);
  const empty = text.trim() === '' && attachments.length === 0;

  useLayoutEffect(() => fitHeight(area.current, text), [area, text]);
  useEffect(() => area.current?.focus(), [area]);

  const attach = async (name: string, making: Attachment | Promise<Attachment>) => {
    try {
      draft.attach(await making);
    } catch (error) {
      showError(`${name} was not attached`, error);
    }
  };
  const attachAll = async (files: Iterable<File>) => {
    for (const file of files) await attach(file.name, attachFile(file, newId()));
  };
  const attachSelection = (source: 'editor' | 'terminal', selection: TextSelection | undefined) => {
    if (!selection || selection.text === '') {
      showError('Nothing is attached', new AppError('INVALID_INPUT', 'Select some text first.'));
      return;
    }
    const lines = selection.startLine
      ? `:${selection.startLine}–${selection.endLine ?? selection.startLine}`
      : '';
    const label = source === 'terminal' ? 'Terminal selection' : `${selection.path ?? 'Editor'}${lines}`;
    void attach(label, { id: newId(), label, selection: { type: 'selection', source, ...selection } });
  };
  const chooseMention = (path: string) => {
    if (!mention) return;
    draft.write(`${text.slice(0, mention.start)}${text.slice(cursor)}`);
    setCursor(mention.start);
    area.current?.focus();
    void attach(path, attachProjectFile(project.id, path, newId()));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || menu.current?.take(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void draft.send(onSend);
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    void attachAll([...event.clipboardData.files]);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDragging(false);
    void attachAll([...event.dataTransfer.files]);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can be chosen with the button as well as dropped.
    <div
      className={styles.composer}
      data-dragging={dragging || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={onDrop}
    >
      <AttachmentList attachments={attachments} unkept={unkept} onRemove={(gone) => draft.remove(gone)} />
      {mention && (
        <MentionMenu
          ref={menu}
          projectId={project.id}
          query={mention.query}
          onChoose={chooseMention}
          onActive={setActiveOption}
        />
      )}
      <textarea
        ref={area}
        className={styles.text}
        rows={1}
        value={text}
        placeholder="Write a message; @ attaches a file"
        aria-label="Message"
        aria-autocomplete="list"
        aria-activedescendant={activeOption}
        onChange={(event) => {
          draft.write(event.target.value);
          setCursor(event.target.selectionStart);
        }}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <div className={styles.bar}>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label="Files to attach"
          onChange={(event) => {
            void attachAll([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <IconButton
          icon={Paperclip}
          size="sm"
          label="Attach files"
          tooltipSide="top"
          onClick={() => chooser.current?.click()}
        />
        <IconButton
          icon={AtSign}
          size="sm"
          label="Attach a file of the project"
          tooltipSide="top"
          onClick={() => {
            const glue = text === '' || /\s$/.test(text) ? '@' : ' @';
            draft.write(text + glue);
            setCursor(text.length + glue.length);
            area.current?.focus();
          }}
        />
        {editor && (
          <IconButton
            icon={TextSelect}
            size="sm"
            label="Attach the editor’s selection"
            tooltipSide="top"
            onClick={() => attachSelection('editor', editor.selection())}
          />
        )}
        {terminal && (
          <IconButton
            icon={SquareTerminal}
            size="sm"
            label="Attach the terminal’s selection"
            tooltipSide="top"
            onClick={() => attachSelection('terminal', terminal.selection())}
          />
        )}
        <span className={styles.space} />
        {onStop && (
          <IconButton icon={Square} size="sm" label="Stop the answer" tooltipSide="top" onClick={onStop} />
        )}
        <IconButton
          icon={SendHorizontal}
          size="sm"
          label="Send"
          keys="Enter"
          tooltipSide="top"
          disabled={empty}
          onClick={() => void draft.send(onSend)}
        />
      </div>
    </div>
  );
}

const MAX_HEIGHT = 240;

function fitHeight(area: HTMLTextAreaElement | null, _text: string): void {
  if (!area) return;
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight, MAX_HEIGHT)}px`;
}
