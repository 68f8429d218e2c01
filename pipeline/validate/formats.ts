import { readDate } from '../dates.ts';
import { isWebAddress } from '../declare/addresses.ts';

/** What `format` means in our schemas. */
export const formats = {
  date: (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && readDate(text) !== null,
  edtf: (text: string): boolean => readDate(text) !== null,
  uri: isWebAddress,
};
