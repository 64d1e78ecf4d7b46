
// Appended to lunr.ja.js. What is looked for is cut into words as the pages were, or "用紙交換" would find nothing;
// and English words are found in all their forms, in both languages at once.
;(function () {
  var japanese = lunr.ja;
  function words(token) {
    return japanese.tokenizer(token.toString());
  }
  lunr.Pipeline.registerFunction(words, "words-ja");
  lunr.ja = Object.assign(function () {
    japanese.call(this);
    this.pipeline.remove(japanese.stemmer);
    this.pipeline.add(lunr.stemmer);
    this.searchPipeline.reset();
    this.searchPipeline.add(words, lunr.stemmer);
  }, japanese);
})();
