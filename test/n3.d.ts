declare module 'n3' {
  export class Parser {
    constructor(options: { format: string });
    parse(text: string): readonly object[];
  }
}
