import { parquetMetadata, parquetReadObjects } from 'hyparquet';

/** A Parquet file as text to compare: its columns with their types, then a row a line. */
export async function decodeParquet(bytes: Uint8Array): Promise<string> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const columns = parquetMetadata(file)
    .schema.slice(1)
    .map(element => {
      const type = element.logical_type?.type ?? element.converted_type ?? element.type ?? 'GROUP';
      return `${element.name} ${type} ${element.repetition_type}`;
    });
  const rows = await parquetReadObjects({ file });
  const lines = rows.map(row => JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? Number(value) : value)));
  return `{"columns": ${JSON.stringify(columns)},\n"rows": [\n${lines.join(',\n')}\n]}\n`;
}
