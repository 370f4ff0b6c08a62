/** Numbers of the documents in a summary's lines, by pattern: for the faults that are about one of them. */
export function skimDocuments(xml: string): { series: string; number: number }[] {
  const daily = [
    ...xml.matchAll(/<(?:\w+:)?DocumentTypeCode>\d\d<\/(?:\w+:)?DocumentTypeCode>\s*<(?:\w+:)?ID>([^<-]+)-(\d+)</g),
  ];
  const voided = [
    ...xml.matchAll(/DocumentSerialID>([^<]+)<\/(?:\w+:)?DocumentSerialID>\s*<(?:\w+:)?DocumentNumberID>(\d+)</g),
  ];
  return [...daily, ...voided].map(([, series = '', number = '']) => ({ series, number: Number(number) }));
}
