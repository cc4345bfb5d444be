// Gives options and arguments the types that their flags say. It is types alone, and nothing at run time.
declare module 'commander' {
  export * from '@commander-js/extra-typings';
}
