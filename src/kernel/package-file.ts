import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The path of a file that the program reads at run time.
 * @param name relative to the root of the package, wherever the compiled code is
 */
export function packageFile(name: string): string {
  return fileURLToPath(new URL(name, ROOT))
}

const ROOT = rootAbove(new URL('.', import.meta.url))

function rootAbove(folder: URL): URL {
  if (existsSync(new URL('package.json', folder))) return folder
  return rootAbove(new URL('..', folder))
}
