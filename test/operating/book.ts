// The code of docs/operating/ and other documents, as it is printed there.
import assert from 'node:assert/strict'
import { type CodeBlock, codeBlocks, runnerOf } from '../architecture/document-rules.ts'
import { textOf } from '../architecture/file-rules.ts'

/** The text of a page of the book. */
export function pageText(page: string): string {
  return textOf(`docs/operating/${page}`)
}

/** The blocks of a page that name the test of this title, in their order. There is at least one. */
export function blocksFor(page: string, title: string): CodeBlock[] {
  return printedFor(`docs/operating/${page}`, title)
}

/** The same of any document. */
export function printedFor(path: string, title: string): CodeBlock[] {
  const blocks = codeBlocks(textOf(path)).filter((block) => runnerOf(block)?.title === title)
  assert.ok(blocks.length > 0, `${path} has no code for "${title}"`)
  return blocks
}
