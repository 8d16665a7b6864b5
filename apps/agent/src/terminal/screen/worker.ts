import { parentPort } from 'node:worker_threads';
import { Screen } from './screen';
import type { FromScreens, ToScreens } from './screen-messages';

/** Keeps the screens of all sessions, on a thread of its own: interpreting output never delays a byte. */
const screens = new Map<number, Screen>();
const post = (message: FromScreens): void => parentPort?.postMessage(message);

function receive(message: ToScreens): void {
  switch (message.type) {
    case 'create':
      screens.set(message.screen, new Screen({ ...message, id: message.screen }, post));
      return;
    case 'output':
      screens.get(message.screen)?.output(message.bytes);
      return;
    case 'resize':
      screens.get(message.screen)?.resize(message.cols, message.rows);
      return;
    case 'colors':
      screens.get(message.screen)?.showColors(message.colors);
      return;
    case 'snapshot':
      answerSnapshot(message.screen, message.request);
      return;
    case 'dispose':
      screens.get(message.screen)?.dispose();
      screens.delete(message.screen);
      return;
  }
}

function answerSnapshot(screen: number, request: number): void {
  const snapshot = screens.get(screen)?.snapshot();
  if (snapshot) post({ type: 'snapshot', screen, request, snapshot });
}

parentPort?.on('message', receive);
