import { type ComponentType, lazy, useState } from 'react';

type PanelModule = Promise<{ default: ComponentType }>;

/** A panel in a chunk of its own: `load` fetches the chunk ahead of the first drawing. */
export interface PanelCode {
  Panel: ComponentType;
  load(): void;
}

/**
 * Like `lazy`, but a panel whose code is there is drawn at once. A panel that suspends, even for a moment, is drawn 300 ms
 * later at the earliest: React holds back what follows a fallback.
 */
export function panelCode(load: () => PanelModule): PanelCode {
  const Later = lazy(load);
  let loaded: ComponentType | undefined;
  return {
    load() {
      load().then(
        (module) => {
          loaded = module.default;
        },
        // The panel tells when it is to be drawn.
        () => {},
      );
    },
    Panel() {
      const [Panel] = useState<ComponentType>(() => loaded ?? Later);
      return <Panel />;
    },
  };
}
