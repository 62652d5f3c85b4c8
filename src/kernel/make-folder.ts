import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Creates a folder and its missing parents, all with this mode. Returns false if it existed. Throws the system's error.
 * (Node's own `recursive` never returns in a folder that allows no new entries, such as /proc.)
 */
export function makeFolder(folder: string, mode: number): boolean {
  if (isFolder(folder)) return false
  const parent = dirname(folder)
  if (parent !== folder && !isFolder(parent)) makeFolder(parent, mode)
  try {
    mkdirSync(folder, { mode })
    return true
  } catch (error) {
    if (isFolder(folder)) return false // another process was faster
    throw error
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false // mkdir then says what is wrong
  }
}
