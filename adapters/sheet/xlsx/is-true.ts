/** Reads an XML Schema boolean; one that is not there is false. */
export function isTrue(attribute: string | undefined): boolean {
  return attribute === "1" || attribute === "true";
}
