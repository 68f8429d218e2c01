declare module 'jsonld' {
  interface CanonizeOptions {
    readonly algorithm: 'RDFC-1.0';
    readonly format: 'application/n-quads';
    /** Throws where a key or an IRI would be dropped. */
    readonly safe: boolean;
    /** What relative IRIs are relative to. */
    readonly base?: string;
    readonly documentLoader: (url: string) => Promise<never>;
  }
  const jsonld: {
    canonize(document: object, options: CanonizeOptions): Promise<string>;
    toRDF(document: object, options: Partial<CanonizeOptions>): Promise<string>;
  };
  export default jsonld;
}
