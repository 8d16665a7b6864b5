import { Component, type ReactNode } from 'react';
import { Button } from './button';
import { EmptyState } from './empty-state';

interface Props {
  /** What failed, for the person: `The terminal`. */
  what: string;
  children: ReactNode;
}

/** Keeps a part that throws, or whose code cannot be loaded, from taking the page with it. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <EmptyState
        title={`${this.props.what} could not be shown`}
        actions={
          <>
            <Button size="sm" onClick={() => this.setState({ failed: false })}>
              Try again
            </Button>
            <Button size="sm" onClick={() => location.reload()}>
              Reload the page
            </Button>
          </>
        }
      >
        After an update of Berth the page has to be reloaded.
      </EmptyState>
    );
  }
}
