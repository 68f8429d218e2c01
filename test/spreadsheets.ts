import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';

/** What a spreadsheet program shows of a file: rows of cells, by sheet. */
export type Sheets = ReadonlyMap<string, readonly (readonly string[])[]>;
/** Opens an XLSX or CSV file and tells what it shows; `work` is an empty folder. */
export type Show = (file: string, work: string) => Promise<Sheets>;

const run = promisify(execFile);

export function isInstalled(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Comma, quote, UTF-8, from the first line; no guessing at special numbers, as the dialogue of LibreOffice has it. */
const READ_CSV = 'Text - txt - csv (StarCalc):44,34,76,1,,0,false,false';
/** All sheets, numbers and dates as they are. */
const WRITE_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';

export const showInLibreOffice: Show = async (file, work) => {
  const profile = `-env:UserInstallation=file://${join(work, 'profile')}`;
  const out = join(work, 'sheets');
  const filter = file.endsWith('.csv') ? [`--infilter=${READ_CSV}`] : [];
  await run('soffice', [profile, '--headless', ...filter, '--convert-to', WRITE_CSV, '--outdir', out, file]);
  return readSheets(out, basename(file).replace(/\.[a-z]+$/, '-'));
};

export const showInGnumeric: Show = async (file, work) => {
  const out = join(work, 'sheets');
  mkdirSync(out, { recursive: true });
  await run('ssconvert', ['-S', file, join(out, '%s.csv')], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  return readSheets(out, '');
};

function readSheets(folder: string, prefix: string): Sheets {
  return new Map(
    readdirSync(folder).map(name => {
      const rows = parse(readFileSync(join(folder, name), 'utf8'), { relax_column_count: true }) as string[][];
      return [name.replace(/(?:\.csv)+$/, '').replace(prefix, ''), rows];
    }),
  );
}
