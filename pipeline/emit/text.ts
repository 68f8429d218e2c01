import type { OpenEmitter } from './emitter.ts';

/** Writes the plain texts that offsets refer to: UTF-8, no BOM, not a character more than was counted. */
export const openText: OpenEmitter = ({ output }) => ({
  add({ texts }) {
    for (const { path, text } of texts) {
      const sink = output.file(path);
      sink.write(text);
      sink.close();
    }
  },
  skip() {},
  close() {},
});
