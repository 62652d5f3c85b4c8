// Files that only their owner may read, written completely or not at all.
import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { ConfigError } from '../../config/config-error.ts'
import { makeFolder } from '../../kernel/make-folder.ts'
import { systemReason } from '../../kernel/system-reason.ts'

const FILE_MODE = 0o600
const FOLDER_MODE = 0o700

/** Creates the data folder if it is missing. An existing one keeps its mode. Throws a ConfigError. */
export function makeDataFolder(folder: string): void {
  try {
    if (makeFolder(folder, FOLDER_MODE)) chmodSync(folder, FOLDER_MODE) // regardless of the umask
  } catch (error) {
    throw new ConfigError([`data-dir ${folder} can't be made: ${systemReason(error)}`])
  }
}

/** The bytes of a file of the data folder, undefined if there is none. Throws a ConfigError if it is not a folder. */
export function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code === 'ENOTDIR') throw new ConfigError([`data-dir ${dirname(file)} is not a folder`])
    throw error
  }
}

/**
 * Creates the file if it is missing, and returns its content. If several processes try at once, one wins, and all use
 * the winner's bytes.
 */
export function createOnce(file: string, content: string | Buffer): Buffer {
  const temporary = writeTemporary(file, content)
  try {
    publishOnce(temporary, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(temporary, { force: true })
  }
  return readFileSync(file)
}

/** Replaces the file if its content differs. */
export function replaceFile(file: string, content: string): void {
  if (readIfThere(file)?.toString() === content) return
  renameSync(writeTemporary(file, content), file)
}

// A rename would overwrite the file of a rival; a hard link fails if the name is taken.
function publishOnce(temporary: string, file: string): void {
  try {
    linkSync(temporary, file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw error
    copyFileSync(temporary, file, constants.COPYFILE_EXCL) // file systems without hard links
  }
}

function writeTemporary(file: string, content: string | Buffer): string {
  const temporary = `${file}.${randomUUID()}`
  const descriptor = openSync(temporary, 'wx', FILE_MODE)
  try {
    writeSync(descriptor, Buffer.from(content))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  return temporary
}
