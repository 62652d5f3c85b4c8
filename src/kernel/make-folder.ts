import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it that are missing, all with this mode. Answers false if it was there. Throws the
 * system's error. (Node's own `recursive` never ends in a folder that takes no new ones, as /proc.)
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
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
