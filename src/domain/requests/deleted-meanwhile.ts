/** A change refers to something that was deleted after it was read. Done again, the same work finds it missing. */
export class DeletedMeanwhile extends Error {
  override readonly name = 'DeletedMeanwhile'
}
