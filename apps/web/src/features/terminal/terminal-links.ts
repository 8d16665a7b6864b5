import type { Interpreter } from '@berth/protocol/terminal-emulator';
import { WebLinksAddon } from '@xterm/addon-web-links';
import type { ILink, Terminal } from '@xterm/xterm';
import { drawnLinks } from './drawn-links';
import { labelAt } from './label-at';
import { placeText } from './listed-links';
import type { PathLink } from './path-links';
import { urlPattern } from './url-links';
import { namesAnother, type WebAddress, webAddress } from './web-address';

/** Places in files that one line of output is looked through for. */
const MAX_PLACES = 20;

/** What the pointer is on. */
export type PointedLink =
  | {
      kind: 'address';
      address: WebAddress;
      /** Its text reads as another address. */
      isDisguised: boolean;
    }
  | { kind: 'place'; text: string; isDisguised: false };

export interface LinkEvents {
  /** The files that the places mean, relative to the project's root; undefined where there is none, which is no link then. */
  findFiles(places: readonly PathLink[]): Promise<readonly (string | undefined)[]>;
  onOpenFile(path: string, place: PathLink): void;
  /** The pointer came onto a link, or left it. */
  onPoint(link: PointedLink | undefined, event: MouseEvent): void;
}

/**
 * Makes links of what a terminal shows: addresses of the web, places in the project's files, and the labels that programs give
 * an address (OSC 8), which is seen before it is opened. All open by a click.
 */
export function addLinks(terminal: Terminal, events: LinkEvents): void {
  refuseOtherSchemes(terminal);
  const leave = (event: MouseEvent): void => events.onPoint(undefined, event);
  const open = (event: MouseEvent, text: string): void => {
    const address = webAddress(text);
    if (address && isPlainClick(event, terminal)) openAddress(address);
  };
  const point = (event: MouseEvent, text: string, label: string): void => {
    const address = webAddress(text);
    if (!address) return;
    events.onPoint({ kind: 'address', address, isDisguised: namesAnother(label, address) }, event);
  };
  terminal.options.linkHandler = {
    activate: open,
    hover: (event, text, range) => point(event, text, labelAt(terminal, range)),
    leave,
  };
  const hover = (event: MouseEvent, text: string): void => point(event, text, '');
  terminal.loadAddon(new WebLinksAddon(open, { urlRegex: urlPattern, hover, leave }));
  let asked = 0;
  terminal.registerLinkProvider({
    provideLinks: (row, callback) => {
      const ask = ++asked;
      void placesOn(terminal, row, events).then((links) => {
        // xterm.js takes an answer for the row that it asked for last.
        if (ask === asked) callback(links);
      });
    },
  });
}

async function placesOn(terminal: Terminal, row: number, events: LinkEvents): Promise<ILink[] | undefined> {
  const drawn = drawnLinks(terminal.buffer.active, row - 1).slice(0, MAX_PLACES);
  if (drawn.length === 0) return undefined;
  const files = await events.findFiles(drawn.map(({ link }) => link));
  return drawn.flatMap(({ link, range }, at) => {
    const path = files[at];
    if (path === undefined) return [];
    const text = placeText(path, link);
    return {
      range,
      text,
      activate: (event) => {
        if (isPlainClick(event, terminal)) events.onOpenFile(path, link);
      },
      hover: (event) => events.onPoint({ kind: 'place', text, isDisguised: false }, event),
      leave: (event) => events.onPoint(undefined, event),
    };
  });
}

/** Opens the page of an address apart from this one, which it knows nothing of. */
export function openAddress({ href }: WebAddress): void {
  window.open(href, '_blank', 'noopener,noreferrer');
}

/** Not the end of a selection, nor a click that asks for the menu or pastes: xterm.js takes each for a click on the link. */
function isPlainClick({ button }: MouseEvent, terminal: Terminal): boolean {
  return button === 0 && !terminal.hasSelection();
}

/** Labels with any other address are text like all text. */
function refuseOtherSchemes(terminal: Terminal): void {
  const { _inputHandler: interpreter } = (terminal as unknown as { _core: { _inputHandler: Interpreter } })
    ._core;
  const set = interpreter.setHyperlink.bind(interpreter);
  interpreter.setHyperlink = (data) => {
    const uri = data.slice(data.indexOf(';') + 1);
    return set(uri === '' || webAddress(uri) ? data : ';');
  };
}
