/**
 * Words that also mean something else, and how adverts use them when they do.
 *
 * In the patterns `«go»` is the word in question, with the sentence around it. The catalog says which of its synonyms are
 * ambiguous; what is told here comes on top, also for words that are safe almost everywhere ("sql", the sales-qualified lead).
 */
export interface Sense {
  /**
   * name: a thing called by an everyday word; it has a capital, stands in a list with its like, or follows "experience with".
   * letter: the same, and one letter long: only in a list, or after such words.
   * list: only in a list. practice: an everyday word for something that is done; other technology stands near, or it
   * is asked for. safe: always, but for `not`.
   */
  needs: "name" | "letter" | "list" | "practice" | "safe";
  not?: RegExp;
  /** How it has to be written, where that tells. */
  as?: RegExp;
}

/**
 * The everyday word: in small letters, or with a capital only because a sentence begins. "React at the front", "5 years of Go in
 * production" have theirs for being names.
 */
function everyday(word: string, follows: string, precedes?: string): RegExp {
  const capital = `${(word[0] as string).toUpperCase()}${word.slice(1)}`;
  const before = precedes === undefined ? "" : `|(?:${precedes}) «${word}»`;
  return new RegExp(`(?:«${word}»|(?:^|[.!?•:]\\s*)["'(]*«${capital}»)(?:${follows})${before}`);
}

const adverbs = "quickly|fast|well|badly|calmly|swiftly|promptly|weekly|daily|better|early|strongly|positively";

const senses: Record<string, Sense> = {
  go: {
    needs: "name",
    not: new RegExp(
      `${everyday("go", "[ -](?:to|the|through|live|out|far|further|deep|home|above|beyond|well|on|about|by|down|under|up|in|into|away|back|over|at|for|wrong|right|ahead|fast|slow|hand|along|early|from|after|global|public|green|digital|off|go)\\b|[!?]", "\\bto|[Ll]et's|\\b[Ww]e|\\b[Tt]hey|\\bit|\\byou|\\bthe|\\bon the|things|who|set,|pay,|good to").source}|«Go»[ -](?:to[ -]market|live|go)|[Nn]o[ -]«go»`,
    ),
  },
  react: { needs: "name", not: everyday("react", ` (?:to|with a|if|when|before|after|at|as|in time|${adverbs})\\b`) },
  spring: {
    needs: "name",
    not: /«[Ss]pring»,? (?:of )?(?:20\d\d|term|intake|clean|and (?:autumn|summer|fall)|into|in your|start|graduate|garden|water|semester)|(?:[Tt]his|[Nn]ext|[Ll]ate|[Ee]arly|in the|[Bb]y|[Uu]ntil|[Bb]efore|(?:end|start|beginning) of|[Jj]oin us in|starting in|begin(?:s|ning) in) «[Ss]pring»|(?:of|a|in) «spring»/,
  },
  rest: {
    needs: "name",
    as: /^REST$/,
    not: /«REST» (?:days?|rooms?|periods?|assured|areas?|stops?|breaks?|& re|and (?:re|play|rel))|\bat «REST»|\b(?:THE|AND) «REST»/,
  },
  express: {
    needs: "name",
    not: new RegExp(
      `${everyday("express", " (?:an?|your|their|our|my|his|her|the|delivery|checkout|lane|interest|permission|consent|written|yourself|themselves|ideas|concerns?|doubts?|thanks|thoughts|train|route|parcel|shipping|post)\\b", "\\bto|who|you|we|they|can").source}|[Aa]merican «Express»`,
    ),
  },
  node: {
    needs: "name",
    not: everyday(
      "node",
      " (?:of|in the|numbers?|pools?|groups?|count|on the)\\b",
      "\\ba|\\bone|\\bthe|\\beach|every|worker|single|compute|network|\\bof",
    ),
  },
  rust: {
    needs: "name",
    not: everyday(
      "rust",
      "[ -](?:proof|free|resist|coloured|colored|belt|bucket|removal)",
      "wind|hail|&|dust|prevent\\w*|against|of|from",
    ),
  },
  swift: {
    needs: "name",
    not: /«swift»(?:,| (?:response|repl|decision|action|taxi|pace|and |move|process|progress|turnaround|payment|messag))|taylor «swift»/i,
  },
  c: {
    needs: "letter",
    as: /^C$/,
    not: /(?:series|category|grade|vitamin|band|class|level|plan|option|type|tier|cat|hepatitis|appendix|annex|group|not|round|°|schedule|block|vit|section|unit|terminal|zone) ?«c»|«c»(?:[-–](?:suite|level|corp)|'s\b| suite| the\b|\.[A-Z]|&)|°«c»/i,
  },
  r: { needs: "letter", as: /^R$/, not: /«r» ?& ?d|«r» and d\b|«r»&d/i },
  ruby: {
    needs: "safe",
    not: /«ruby»,? (?:our|who|from|slippers|wedding|red|anniversary|port)|«ruby» [A-Z]\w+ ?(?:,|will|at|on\b [\d(])/i,
  },
  python: {
    needs: "safe",
    not: /monty (?:the )?«python»|\bthe «python» (?:says|exhibit|snake|lives)|(?:royal|ball|burmese) «python»/i,
  },
  java: {
    needs: "safe",
    not: /«java» (?:and otherwise|coffee|beans|island|sea)|coffee \(?«java»|island of «java»|cup of «java»/i,
  },
  kafka: {
    needs: "safe",
    not: /«kafka»,? (?:woolf|novel|and (?:woolf|camus|orwell|dickens))|franz «kafka»|«kafka»'s/i,
  },
  flask: { needs: "name", not: /\ba «flask»|«[Ff]lask» (?:\(the|of\b)|[Hh]ip «[Ff]lask»|[Tt]hermos/ },
  rails: {
    needs: "name",
    not: /«[Rr]ails»,? (?:sleepers|signal|track|and (?:track|road|sleepers))|[Gg]uard ?«rails»|(?:the|on) «rails»/,
  },
  angular: { needs: "name", not: /«angular» (?:momentum|velocity|frame|design)/i },
  azure: { needs: "name", not: /«azure» (?:sk(?:y|ies)|sea|blue|water|coast)/i },
  oracle: { needs: "name" },
  lambda: { needs: "name", not: /«lambda» (?:calculus|school|chi)/i },
  spark: {
    needs: "name",
    not: everyday(
      "spark",
      " (?:joy|plugs?|of|interest|change|new|curiosity)\\b",
      "\\bto|that|[Tt]hings|the|\\ba|bright",
    ),
  },
  helm: { needs: "name", not: /(?:the|at) «helm»/ },
  soap: { needs: "name", as: /^SOAP$/, not: /«soap» (?:opera|box|and)/i },
  api: { needs: "practice", not: /«api» \(active|pharmaceutical|\bAPIs? (?:manufactur|synthesis)/i },
  apis: { needs: "practice", not: /pharmaceutical/i },
  ci: { needs: "practice", as: /^CI$/ },
  solid: { needs: "name", as: /^SOLID$/ },
  mongoose: { needs: "name" },
  versioning: { needs: "practice", not: /document «versioning»/i },
  async: {
    needs: "practice",
    not: /«async»[- ](?:communicat|first|culture|work|by default|stand|collab|team|friendly|video|updates)|work «async»/i,
  },
  migrations: {
    needs: "practice",
    not: /(?:cloud|data|platform|system|legacy|human|bird|customer|site) «migrations»/i,
  },
  agile: { needs: "practice", not: /(?:stay|be|remain|fast and) «agile»/i },
  ml: { needs: "practice", as: /^ML$/ },
  sql: { needs: "safe", not: /sales[- ]qualified|\bMQLs?\b|(?:cost|price) per «sql»/i },
  docker: { needs: "safe", not: /(?:the|a) «docker»(?:s|'s)? (?:strike|work)|«docker»s, crane/i },
  containers: {
    needs: "practice",
    not: /(?:shipping|freight|steel|cargo|plastic|million|storage|food) «containers»|«containers»\.? (?:cross|ship|yes|of food)/i,
  },
  render: {
    needs: "name",
    not: everyday("render", " (?:the|a|pages?|views?|services|on the|it)\\b", "\\bto|server-side|can|will"),
  },
  railway: {
    needs: "name",
    not: /«[Rr]ailway» (?:compan|network|station|line|industry|track|engineer|system)|(?:\ba|\bthe) «railway»/,
  },
  cursor: { needs: "name", not: /(?:\ba|\bthe|database|mouse) «cursor»/ },
  sentry: { needs: "name", not: /«[Ss]entry» (?:duty|box|go)|\ba «sentry»/ },
  loki: { needs: "name" },
  copilot: { needs: "name", not: /(?:\ba|\bthe|your|our) «copilot»/ },
  supervisor: { needs: "list" },
  bun: { needs: "name", not: /(?:burger|hot cross|\ba) «bun»/i },
  flutter: { needs: "name", not: /(?:\ba|\bthe) «flutter»/ },
  excel: { needs: "name", not: everyday("excel", " (?:at|in|under|when|as)\\b", "\\bto|must|you|will|who") },
  looker: { needs: "name" },
  gin: { needs: "name", not: /«gin» (?:and tonic|distill|bar)/i },
  chi: { needs: "list" },
  thrift: { needs: "name", not: /«thrift» (?:store|shop)/i },
  apollo: { needs: "name" },
  prisma: { needs: "name" },
  snowflake: { needs: "name" },
  nats: { needs: "name", as: /^NATS$/ },
  rag: { needs: "name", as: /^RAG$/, not: /«rag» (?:status|rat)/i },
  kong: { needs: "name", not: /hong «kong»/i },
  documentation: {
    needs: "practice",
    not: /(?:right to work|immigration|travel|identity|supporting|clinical|your) «documentation»/i,
  },
  tracing: { needs: "practice", not: /(?:contact|debt|debtor|people) «tracing»/i },
  "on call": { needs: "practice", not: /«on call» (?:centre|center|handling|this)/i },
  sprint: { needs: "practice", not: /«sprint» (?:to|for the)|final «sprint»/i },
  deploy: { needs: "practice", not: /«deploy» (?:staff|officers|people|troops)/i },
  cloud: { needs: "practice", not: /«cloud» (?:nine|cover|forecast|base)|(?:dark|under a|silver) «cloud»/i },
  terminal: {
    needs: "practice",
    not: /«terminal» (?:[1-5]\b|building|illness|operator)|(?:ferry|container|airport|payment|card|bus|passenger|port) «terminal»/i,
  },
  monitoring: {
    needs: "practice",
    not: /«monitoring» (?:of )?(?:our )?(?:patient|pupil|student|children|staff|attendance|budget|spend|equal|diversity|your (?:email|health)|the (?:news|budget))|(?:equal(?:ity|ities)?|diversity|health|patient|equal opportunities) «monitoring»/i,
  },
  alerting: { needs: "practice" },
  logging: {
    needs: "practice",
    not: /«logging» (?:calls|tickets|compan|industry|into|in\b|on\b|off|your|hours|time|truck|road)|(?:timber|forest|call|time) «logging»/i,
  },
  deployment: {
    needs: "practice",
    not: /(?:military|operational|overseas|armed) «deployment»|«deployment»s? (?:overseas|abroad|of (?:staff|people|officers|troops))/i,
  },
  deployments: { needs: "practice", not: /(?:military|overseas) «deployments»/i },
  resilience: {
    needs: "practice",
    not: /«resilience» (?:coaching|training|workshop|under pressure|and (?:a |an )?(?:positive|optimism|drive|empathy|humour|patience))|(?:personal|emotional|mental|your|community|flood|climate|show) «resilience»/i,
  },
  reliability: {
    needs: "practice",
    not: /(?:your|punctuality and|honesty and|personal) «reliability»|«reliability» and punctuality/i,
  },
  authorisation: {
    needs: "safe",
    not: /«authori[sz]ation» to (?:work|live|remain)|(?:work|employment|prior|written|travel) «authori[sz]ation»/i,
  },
  authorization: {
    needs: "safe",
    not: /«authori[sz]ation» to (?:work|live|remain)|(?:work|employment|prior|written|travel) «authori[sz]ation»/i,
  },
  authentication: { needs: "safe", not: /document «authentication»|art «authentication»/i },
  encryption: { needs: "safe" },
  programming: { needs: "practice", not: /(?:pair|mob|tv|radio|arts|linear|festival|cultural) «programming»/i },
  coding: {
    needs: "practice",
    not: /(?:clinical|medical|no) «coding»|«coding» (?:tests?|bootcamp|school|challenge|exercise|interview|assessment)|clinical coding/i,
  },
  indexing: { needs: "practice", not: /«indexing» (?:of )?(?:books|journals|collections)/i },
  index: { needs: "practice", not: /(?:ftse|share|stock|price|own|house) «index»|«index» (?:of|new|funds?|linked)/i },
  indexes: { needs: "practice" },
  transactions: {
    needs: "practice",
    not: /(?:card|payment|bank|financial|customer|property|cash|(?:illi|housand|umber|olume|alue|\dm|\dbn|\dk)\w*(?: of)?|\d[mk]?) «transactions»|«transactions» (?:a|per|each|every|daily)\b/i,
  },
  sessions: {
    needs: "practice",
    not: /(?:training|learn|coaching|lunch|drop-in|interview|feedback|mentoring|pairing|whiteboard|group|gym|yoga|working|planning|q&a|jam) «sessions»|«sessions» (?:about|a week|with (?:your|a|the))\b/i,
  },
  testing: {
    needs: "practice",
    not: /«testing» (?:times|environment where)|(?:drug|covid|blood|animal|water|field|aptitude|psychometric) «testing»/i,
  },
  validation: { needs: "practice", not: /(?:emotional|external|market|customer|clinical) «validation»/i },
  networking: {
    needs: "practice",
    not: /(?:social|professional|career|your) «networking»|«networking» (?:events?|opportunit|drinks|lunch|with peers)/i,
  },
  cache: { needs: "practice" },
  "web services": { needs: "practice" },
  "backend development": { needs: "practice" },
  "performance tuning": { needs: "practice" },
  security: {
    needs: "practice",
    not: /«security» (?:clearance|checks?|vetting|guard|pass|deposit|number)|(?:social|personnel|job|financial|national) «security»/i,
  },
};

/** For a word that only the catalog calls ambiguous. Short ones are mostly names, and the careful reading serves both. */
export function senseOf(alias: string, ambiguous: boolean): Sense | undefined {
  return senses[alias] ?? (ambiguous ? { needs: alias.length === 1 ? "letter" : "practice" } : undefined);
}
