import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Import, importsOf } from './imports.ts'
import { type Token, tokenize } from './tokens.ts'

/** A source file as the rules see it. */
export interface Source {
  /** From the root of the repository, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly tokens: readonly Token[]
  readonly imports: readonly Import[]
}

export function toSource(path: string, text: string): Source {
  const tokens = tokenize(text)
  return { path, text, tokens, imports: importsOf(path, tokens) }
}

/** Tests and the data that they read: `test/…`, `*.test.ts`, `*.test-data.ts`. */
export const isTest = (path: string): boolean => /^test\/|\.test(-data)?\.tsx?$/.test(path)

/** The root of the repository: this file runs compiled, from an output folder of any name. */
export const root = rootAbove(dirname(fileURLToPath(import.meta.url)))

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder))
}

/** The files under a folder, whatever they are; a folder that does not exist yet has none. */
export function pathsIn(folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}

/** Reads every TypeScript file under `folders`. */
export function readSources(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    pathsIn(folder)
      .filter((path) => /\.tsx?$/.test(path) && !path.includes('node_modules/'))
      .sort()
      .map((path) => toSource(path, readFileSync(join(root, path), 'utf8'))),
  )
}
