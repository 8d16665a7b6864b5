import { focusPane } from '../../workbench/pane-focus';
import { QuickPick } from '../search/quick-pick';
import { activate, useTerminals } from './terminal-store';
import { detailOf, titleOf } from './terminal-title';

/** All terminals, to go to one: what each is called, what runs in it and where, and which still run. */
export function TerminalPick() {
  const terminals = useTerminals((state) => state.terminals) ?? [];
  return (
    <QuickPick
      label="Go to terminal"
      placeholder="Title of a terminal"
      items={terminals.map((terminal) => ({
        id: terminal.sessionId,
        label: titleOf(terminal),
        detail: detailOf(terminal),
      }))}
      empty="No terminal matches"
      onPick={activate}
      onClose={() => {
        useTerminals.setState({ picking: false });
        focusPane('bottom');
      }}
    />
  );
}
