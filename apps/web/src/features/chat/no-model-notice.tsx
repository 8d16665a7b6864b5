import styles from './notices.module.css';

/** Says that nobody answers, and how to change that. Messages are kept all the same. */
export function NoModelNotice() {
  return (
    <details className={styles.notice}>
      <summary>No model is configured: messages are kept, nobody answers.</summary>
      <p>Start the Berth server with these, and with a key where the model needs one:</p>
      <pre>{`BERTH_AI_BASE_URL=http://localhost:11434/v1
BERTH_AI_MODEL=llama3.1
BERTH_AI_API_KEY=…`}</pre>
      <p>Any address that speaks the OpenAI protocol works. The key stays on the server.</p>
    </details>
  );
}
