/** Hands a file to the browser; what a name may not hold on some disk becomes a hyphen. */
export const download = (content: Blob, name: string, ending: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.${ending}`;
  link.click();
  URL.revokeObjectURL(link.href);
};
