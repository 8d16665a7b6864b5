import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { Check, Copy, FileInput, SquareTerminal } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { copyText } from '../../lib/clipboard';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { IconButton } from '../../ui/icon-button';
import { showError } from '../../ui/toasts';
import { useTextBridges } from '../../workbench/text-bridge';
import styles from './code-block.module.css';
import { highlight } from './highlight';

const SHELLS = ['bash', 'sh', 'shell', 'zsh', 'console', 'fish'];
const COPIED_MS = 1_500;

/** Code of a message, with what can be done with it. */
export function CodeBlock({ code, language }: { code: string; language: string }) {
  const { editor, terminal } = useTextBridges();
  const [copied, setCopied] = useState(false);
  const [asking, setAsking] = useState(false);
  const content = useMemo(() => {
    const tree = highlight(code, language);
    return tree ? toJsxRuntime(tree, { Fragment, jsx, jsxs }) : code;
  }, [code, language]);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <figure className={styles.block}>
      <figcaption className={styles.bar}>
        <span className={styles.language}>{language || 'text'}</span>
        {terminal && SHELLS.includes(language) && (
          <IconButton
            icon={SquareTerminal}
            size="sm"
            label="Run in terminal…"
            onClick={() => setAsking(true)}
          />
        )}
        {editor && (
          <IconButton
            icon={FileInput}
            size="sm"
            label="Insert into editor"
            onClick={() => editor.insert(code)}
          />
        )}
        <IconButton
          icon={copied ? Check : Copy}
          size="sm"
          label={copied ? 'Copied' : 'Copy code'}
          onClick={() => {
            copyText(code).then(
              () => setCopied(true),
              (error) => showError('The code was not copied', error),
            );
          }}
        />
      </figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: it is code, not fields. */}
      <pre
        className={styles.code}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls code that is wider than the panel.
        tabIndex={0}
        role="group"
        aria-label={`Code${language && `, ${language}`}`}
      >
        <code>{content}</code>
      </pre>
      {asking && (
        <ConfirmDialog
          open
          onOpenChange={setAsking}
          title="Run this in the terminal?"
          description="It runs with everything the terminal may do. Read it first."
          confirmLabel="Run"
          onConfirm={() => {
            setAsking(false);
            terminal?.run(code);
          }}
        >
          <pre className={styles.code}>{code}</pre>
        </ConfirmDialog>
      )}
    </figure>
  );
}
