declare module 'edtf' {
  /** Parses an EDTF string; throws when it isn't one. */
  export default function edtf(text: string): unknown;
}
