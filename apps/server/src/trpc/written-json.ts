/** A result of a procedure whose JSON is written already. */
export class WrittenJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** For what writes it like any other value. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}
