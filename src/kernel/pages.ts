/** A part of a list, with the key that the next part begins after; undefined on the last page. */
export interface Page<Entry, Key = string> {
  readonly entries: readonly Entry[]
  readonly next: Key | undefined
}

/** Reads one page; without a key, the first. */
export type ReadPage<Entry, Key = string> = (after: Key | undefined) => Promise<Page<Entry, Key>>

/** The pages of a list, each read when the one before has been handled. */
export async function* pagesOf<Entry, Key>(
  read: ReadPage<Entry, Key>,
  start?: Key,
): AsyncGenerator<Page<Entry, Key>> {
  let after = start
  do {
    const page = await read(after)
    yield page
    after = page.next
  } while (after !== undefined)
}

/** The entries of a list, read page by page. */
export async function* entriesOf<Entry, Key>(read: ReadPage<Entry, Key>): AsyncGenerator<Entry> {
  for await (const { entries } of pagesOf(read)) yield* entries
}

/** All entries of a list at once. For lists that fit in memory. */
export async function allEntries<Entry, Key>(read: ReadPage<Entry, Key>): Promise<readonly Entry[]> {
  const all: Entry[] = []
  for await (const { entries } of pagesOf(read)) all.push(...entries)
  return all
}

/** Makes a page of the at most `limit` entries that a store returned: a full page may have another behind it. */
export function toPage<Entry, Key>(
  entries: readonly Entry[],
  limit: number,
  keyOf: (entry: Entry) => Key,
): Page<Entry, Key> {
  const last = entries.at(-1)
  return { entries, next: last === undefined || entries.length < limit ? undefined : keyOf(last) }
}
