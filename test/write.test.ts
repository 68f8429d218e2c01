import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WriteError } from '../pipeline/write/error.ts';
import { openDist } from '../pipeline/write.ts';
import { fillWith } from './write/content.ts';

/** Of the small build as a program, bundled because it is started some hundred times. */
const programs = fs.mkdtempSync(path.join(os.tmpdir(), 'write-program-'));
const BUILD = path.join(programs, 'build.mjs');
const NOBODY = 65_534;
const FILES = ['README.md', 'csv/events.csv', 'csv/places.csv', 'site/index.html', 'site/id/a/index.html'];

let parent: string;
let out: string;

beforeAll(() => {
  const entryPoints = [path.join(import.meta.dirname, 'write/build.ts')];
  buildSync({ entryPoints, bundle: true, platform: 'node', format: 'esm', outfile: BUILD });
  fs.chmodSync(programs, 0o755);
});
afterAll(() => fs.rmSync(programs, { recursive: true }));

beforeEach(() => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), 'write-'));
  out = path.join(parent, 'dist');
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(parent, { recursive: true, force: true });
});

/** Every file and link of the folder, path -> text. */
function contents(folder: string): Record<string, string> {
  const entries = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory());
  const files = entries.map(entry => path.join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(files.map(file => [path.relative(folder, file), fs.readFileSync(file, 'utf8')]));
}

function build(words: string): boolean {
  const dist = openDist(out);
  fillWith(dist.output, words);
  return dist.commit().changed;
}

function expected(words: string): Record<string, string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'write-'));
  try {
    const dist = openDist(path.join(folder, 'dist'));
    fillWith(dist.output, words);
    dist.commit();
    return contents(path.join(folder, 'dist'));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The small build in a process of its own; see test/write/build.ts. */
function child(...values: string[]) {
  return spawnSync(process.execPath, [BUILD, ...values], { encoding: 'utf8' });
}

function errorOf(action: () => unknown): WriteError {
  try {
    action();
  } catch (error) {
    if (error instanceof WriteError) return error;
    throw error;
  }
  throw new Error('Unexpected success');
}

describe('a build', () => {
  it('leaves the files, two lists that sha256sum accepts, and nothing beside', () => {
    expect(build('one')).toBe(true);
    expect(Object.keys(contents(out)).sort()).toEqual([...FILES, 'SHA256SUMS', 'site/SHA256SUMS'].sort());
    expect(fs.readdirSync(parent)).toEqual(['dist']);
    for (const folder of [out, path.join(out, 'site')]) {
      expect(spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder }).status).toBe(0);
    }
  });

  it('lists site/ in its own list alone', () => {
    build('one');
    expect(fs.readFileSync(path.join(out, 'SHA256SUMS'), 'utf8')).not.toContain('site/');
    expect(fs.readFileSync(path.join(out, 'site/SHA256SUMS'), 'utf8')).toMatch(
      / {2}id\/a\/index\.html\n.* {2}index\.html\n$/,
    );
  });

  it('sorts the list by code point', () => {
    const dist = openDist(out);
    for (const name of ['b', 'a/z', 'a-b', 'Z', 'é', '\u{1F600}', '\uFF5E']) dist.output.file(name).close();
    dist.commit();
    const names = fs
      .readFileSync(path.join(out, 'SHA256SUMS'), 'utf8')
      .split('\n')
      .map(line => line.slice(66));
    expect(names).toEqual(['Z', 'a-b', 'a/z', 'b', 'é', '\uFF5E', '\u{1F600}', '']);
  });

  it('counts and hashes what passes, in pieces of any size', () => {
    const pieces = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array(), fc.constant('é'.repeat(200_000))));
    let files = 0;
    const dist = openDist(out);
    fc.assert(
      fc.property(pieces, chunks => {
        const whole = Buffer.concat(chunks.map(chunk => Buffer.from(chunk as string)));
        const sink = dist.output.file(`f${files++}`);
        for (const chunk of chunks) sink.write(chunk);
        sink.close();
        const sha256 = createHash('sha256').update(whole).digest('hex');
        expect(dist.output.written.at(-1)).toEqual({ path: `f${files - 1}`, bytes: whole.length, sha256 });
      }),
      { numRuns: 50 },
    );
    dist.commit();
    expect(execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: out, encoding: 'utf8' })).toBe('');
  });

  it('leaves an equal folder untouched', () => {
    build('one');
    fs.writeFileSync(path.join(out, 'CNAME'), 'example.org');
    const before = fs.statSync(path.join(out, 'csv/events.csv'));
    expect(build('one')).toBe(false);
    const after = fs.statSync(path.join(out, 'csv/events.csv'));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    expect(fs.readdirSync(parent)).toEqual(['dist']);
  });

  it.each([
    ['changed', () => fs.writeFileSync(path.join(out, 'csv/places.csv'), 'one Tromsö\n')],
    ['removed', () => fs.rmSync(path.join(out, 'csv/places.csv'))],
    ['cut off', () => fs.truncateSync(path.join(out, 'csv/events.csv'), 10)],
    ['not checked out, as site/ is', () => fs.rmSync(path.join(out, 'site'), { recursive: true })],
  ])('mends a file that was %s', (_, damage) => {
    build('one');
    damage();
    expect(build('one')).toBe(true);
    expect(contents(out)).toEqual(expected('one'));
  });

  it('leaves an equal file what it was when others change, unless it was damaged', () => {
    build('one');
    const at = (name: string) => fs.statSync(path.join(out, name)).ino;
    const before = at('README.md');
    build('two');
    expect(at('README.md')).toBe(before);
    fs.writeFileSync(path.join(out, 'README.md'), 'THE SAME\n');
    build('three');
    expect(at('README.md')).not.toBe(before);
    expect(contents(out)).toEqual(expected('three'));
  });

  it('removes what the new build no longer has', () => {
    build('one');
    const dist = openDist(out);
    dist.output.file('README.md').close();
    dist.commit();
    expect(Object.keys(contents(out))).toEqual(['README.md', 'SHA256SUMS']);
  });

  it('can be given up', () => {
    build('one');
    const dist = openDist(out);
    dist.output.file('README.md').write('half');
    dist.abort();
    dist.abort();
    expect(contents(out)).toEqual(expected('one'));
    expect(fs.readdirSync(parent)).toEqual(['dist']);
  });

  it('follows a link to the folder', () => {
    fs.mkdirSync(path.join(parent, 'real'));
    fs.symlinkSync('real', out);
    build('one');
    expect(fs.lstatSync(out).isSymbolicLink()).toBe(true);
    expect(contents(path.join(parent, 'real'))).toEqual(expected('one'));
  });
});

describe('paths', () => {
  const bad = [
    '',
    '/etc/x',
    '../x',
    'a/../x',
    'a/./x',
    './x',
    'a//b',
    'a/',
    '..',
    'a\\b',
    'C:x',
    'a\nb',
    'a\0b',
    'SHA256SUMS',
    'site/SHA256SUMS',
  ];
  it.each(bad)('refuses %j', name => {
    const dist = openDist(out);
    expect(() => dist.output.file(name)).toThrow(RangeError);
    dist.abort();
  });

  it('refuses a path twice, and a file where a folder is', () => {
    const dist = openDist(out);
    dist.output.file('a/b').close();
    for (const name of ['a/b', 'a', 'a/b/c']) expect(() => dist.output.file(name)).toThrow(RangeError);
    dist.abort();
  });

  it('refuses text that UTF-8 can not hold', () => {
    const dist = openDist(out);
    const sink = dist.output.file('a');
    for (const text of ['\ud83d', 'a\ude00b', '\ude00\ud83d']) expect(() => sink.write(text)).toThrow(TypeError);
    sink.write('\u{1F600}');
    sink.close();
    dist.commit();
    expect(contents(out).a).toBe('\u{1F600}');
  });

  it('refuses to commit while a file is open, and to write after the end', () => {
    const dist = openDist(out);
    const sink = dist.output.file('a');
    expect(() => dist.commit()).toThrow('a file is open');
    sink.close();
    expect(() => sink.write('x')).toThrow('after its end');
    dist.commit();
    expect(() => dist.output.file('b')).toThrow('closed');
  });
});

describe("what isn't ours", () => {
  it.each([
    ['a folder of files', () => fs.writeFileSync(path.join(out, 'thesis.doc'), 'x')],
    ['an empty list of the wrong form', () => fs.writeFileSync(path.join(out, 'SHA256SUMS'), '# none\n')],
    [
      'a list in another order',
      () => {
        const hash = 'a'.repeat(64);
        fs.writeFileSync(path.join(out, 'SHA256SUMS'), `${hash}  b\n${hash}  a\n`);
      },
    ],
    ['a list with another mark', () => fs.writeFileSync(path.join(out, 'SHA256SUMS'), `${'a'.repeat(64)} *b\n`)],
  ])('refuses %s', (_, make) => {
    fs.mkdirSync(out);
    make();
    const before = contents(out);
    expect(errorOf(() => build('one'))).toMatchObject({ code: 'NOT_OURS', path: out });
    expect(contents(out)).toEqual(before);
    expect(fs.readdirSync(parent)).toEqual(['dist']);
  });

  it('refuses a file in the place of the folder', () => {
    fs.writeFileSync(out, 'x');
    expect(errorOf(() => build('one')).code).toBe('NOT_OURS');
    expect(fs.readFileSync(out, 'utf8')).toBe('x');
  });

  it('takes an empty folder', () => {
    fs.mkdirSync(out);
    expect(build('one')).toBe(true);
  });

  it('is carried over: files, links, empty folders, whole trees', () => {
    build('one');
    fs.writeFileSync(path.join(out, 'CNAME'), 'example.org', { mode: 0o640 });
    fs.mkdirSync(path.join(out, '.git/refs/heads'), { recursive: true });
    fs.writeFileSync(path.join(out, '.git/HEAD'), 'ref');
    fs.writeFileSync(path.join(out, 'csv/mine.csv'), 'mine');
    fs.writeFileSync(path.join(out, 'site/robots.txt'), 'all');
    fs.symlinkSync('nowhere', path.join(out, 'link'));
    const before = fs.statSync(path.join(out, 'CNAME'));
    expect(build('two')).toBe(true);
    expect(build('three')).toBe(true);
    const after = fs.statSync(path.join(out, 'CNAME'));
    expect([after.mtimeMs, after.mode]).toEqual([before.mtimeMs, before.mode]);
    expect(fs.readlinkSync(path.join(out, 'link'))).toBe('nowhere');
    expect(fs.readdirSync(path.join(out, '.git/refs/heads'))).toEqual([]);
    fs.rmSync(path.join(out, 'link'));
    expect(contents(out)).toEqual({
      ...expected('three'),
      CNAME: 'example.org',
      '.git/HEAD': 'ref',
      'csv/mine.csv': 'mine',
      'site/robots.txt': 'all',
    });
  });

  it.each([
    ['a file', 'new.md', 'new.md'],
    ['a folder where it is a file', 'new.md', 'new.md/deep'],
    ['a file where it is a folder', 'new/deep', 'new'],
  ])('is never overwritten: %s', (_, ours, theirs) => {
    build('one');
    fs.mkdirSync(path.dirname(path.join(out, theirs)), { recursive: true });
    fs.writeFileSync(path.join(out, theirs), 'mine');
    const before = contents(out);
    const dist = openDist(out);
    dist.output.file(ours).close();
    expect(errorOf(() => dist.commit())).toMatchObject({ code: 'CLASH', path: path.join(out, theirs) });
    expect(contents(out)).toEqual(before);
    expect(fs.readdirSync(parent)).toEqual(['dist']);
  });
});

describe('two at once', () => {
  it('refuses the second, in the same process and in another', () => {
    const first = openDist(out);
    expect(errorOf(() => openDist(out))).toMatchObject({ code: 'LOCKED' });
    const second = child(out, 'two');
    expect([second.status, second.stdout]).toEqual([3, 'LOCKED\n']);
    fillWith(first.output, 'one');
    first.commit();
    expect(contents(out)).toEqual(expected('one'));
    expect(build('two')).toBe(true);
  });

  it.each([
    ['of a process that is no more', () => `${spawnSync('true').pid} 1\n`],
    ['of an earlier process with the number of ours', () => `${process.pid} 1\n`],
    ['without a name, its maker having died', () => ''],
  ])('takes over a lock %s', (_, owner) => {
    fs.writeFileSync(path.join(parent, '.dist-lock'), owner());
    expect(build('one')).toBe(true);
    expect(fs.readdirSync(parent)).toEqual(['dist']);
  });

  it('lets one of many have it at a time, from a dead one too', { timeout: 60_000 }, async () => {
    fs.writeFileSync(path.join(parent, '.dist-lock'), '');
    const results = await Promise.all(
      ['a', 'b', 'c', 'd'].map(
        words =>
          new Promise<string>(resolve => {
            const child = spawn(process.execPath, [BUILD, out, words]);
            let printed = '';
            child.stdout.on('data', data => {
              printed += data;
            });
            child.on('close', () => resolve(printed.trim()));
          }),
      ),
    );
    expect(results.every(result => result === 'true' || result === 'LOCKED')).toBe(true);
    expect(results).toContain('true');
    const last = ['a', 'b', 'c', 'd'].find(words => contents(out)['csv/places.csv']?.startsWith(words));
    expect(contents(out)).toEqual(expected(last ?? ''));
    expect(fs.readdirSync(parent)).toEqual(['dist']);
  });
});

describe('faults', () => {
  it('a kill at any call leaves the old folder or the new, and the next run mends all', { timeout: 600_000 }, () => {
    build('one');
    fs.writeFileSync(path.join(out, 'CNAME'), 'mine');
    const kept = path.join(parent, 'kept');
    fs.cpSync(out, kept, { recursive: true });
    const [one, two] = ['one', 'two'].map(words => ({ ...expected(words), CNAME: 'mine' }));
    const calls = Number(child(out, 'two', 'count').stdout);
    expect(calls).toBeGreaterThan(20);
    let without = 0;
    for (let at = 1; at <= calls; at++) {
      fs.rmSync(out, { recursive: true });
      fs.cpSync(kept, out, { recursive: true });
      expect(child(out, 'two', 'kill', String(at)).signal).toBe('SIGKILL');
      if (fs.existsSync(out)) expect([one, two]).toContainEqual(contents(out));
      else without++;
      openDist(out).abort();
      expect([one, two]).toContainEqual(contents(out));
      expect(fs.readdirSync(parent).sort()).toEqual(['dist', 'kept']);
    }
    expect(without).toBe(1);
  });

  it.each(['ENOSPC', 'EACCES', 'EROFS'])(
    '%s at any call leaves the old folder or the new, and nothing beside',
    code => {
      build('one');
      fs.writeFileSync(path.join(out, 'CNAME'), 'mine');
      const before = contents(out);
      const two = { ...expected('two'), CNAME: 'mine' };
      const names = [
        'mkdirSync',
        'openSync',
        'writeSync',
        'writeFileSync',
        'renameSync',
        'linkSync',
        'chmodSync',
      ] as const;
      for (const name of names) {
        for (let at = 1, struck = true; struck; at++) {
          struck = false;
          let calls = 0;
          const call = fs[name] as (...values: unknown[]) => unknown;
          vi.spyOn(fs, name as 'renameSync').mockImplementation(((...values: unknown[]) => {
            if (++calls !== at) return call(...values);
            struck = true;
            throw Object.assign(new Error(`${code}: injected`), { code, syscall: name });
          }) as typeof fs.renameSync);
          const result = attemptBuild('two');
          vi.restoreAllMocks();
          openDist(out).abort();
          expect(fs.readdirSync(parent), `${name} ${at}`).toEqual(['dist']);
          if (result instanceof WriteError) {
            expect(result.code).toBe(code);
            expect(result.message).toMatch(/^Cannot .*`.*`: .* The output folder is as it was\.$/);
            expect(contents(out), `${name} ${at}`).toEqual(before);
          } else {
            expect(contents(out), `${name} ${at}`).toEqual(two);
            build('one');
          }
        }
      }
    },
  );

  it('neither rename nor its undoing: the old folder waits to be put back', () => {
    build('one');
    const before = contents(out);
    const { renameSync } = fs;
    vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      if (to === out) throw Object.assign(new Error('EIO: injected'), { code: 'EIO', syscall: 'rename' });
      renameSync(from, to);
    });
    expect(attemptBuild('two')).toBeInstanceOf(Error);
    vi.restoreAllMocks();
    expect(fs.existsSync(out)).toBe(false);
    openDist(out).abort();
    expect(contents(out)).toEqual(before);
    expect(fs.readdirSync(parent)).toEqual(['dist']);
  });

  it('a device that fills up', { timeout: 60_000 }, context => {
    const mount = path.join(parent, 'small');
    fs.mkdirSync(mount);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', mount]);
    if (mounted.status !== 0) {
      console.warn('SKIPPED: no tmpfs can be mounted here, so a full device is only simulated (the tests above)');
      context.skip();
    }
    try {
      out = path.join(mount, 'dist');
      build('one');
      const before = contents(out);
      const error = errorOf(() => build('two'));
      expect(error).toMatchObject({ code: 'ENOSPC' });
      expect(error.message).toMatch(/no space is left on the device/);
      expect(contents(out)).toEqual(before);
      expect(fs.readdirSync(mount)).toEqual(['dist']);
    } finally {
      spawnSync('umount', [mount]);
    }
  });

  it('a folder that may not be written', () => {
    build('one');
    fs.chmodSync(parent, 0o555);
    // Root may write everywhere: somebody else must try.
    const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const run = spawnSync(process.execPath, [BUILD, out, 'two'], { encoding: 'utf8', ...user });
    fs.chmodSync(parent, 0o755);
    expect([run.stdout, run.status]).toEqual(['EACCES\n', 3]);
    expect(contents(out)).toEqual(expected('one'));
  });
});

function attemptBuild(words: string): boolean | WriteError {
  let dist: ReturnType<typeof openDist> | null = null;
  try {
    dist = openDist(out);
    fillWith(dist.output, words);
    return dist.commit().changed;
  } catch (error) {
    if (error instanceof WriteError) return error;
    throw error;
  } finally {
    dist?.abort();
  }
}
