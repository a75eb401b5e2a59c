/*
 * The rule language. One rule for each level of precedence, no left recursion, no predicates: SLL prediction decides
 * everything (a test proves it). Line ends come as TERM where they count; the token filter decides that.
 *
 * Rules that stand on their own line (item, row, arm, share, testLine) are where reading goes on after a mistake. The lists
 * of them are written `x? (TERM x?)*`, so that any number of line ends fits anywhere.
 */
parser grammar RulesParser;

options { tokenVocab = RulesLexer; }

file : items EOF ;
items : item? ( TERM item? )* ;
block : LBRACE items RBRACE ;
item : ( annotation TERM? )* ( declaration | statement ) ;
annotation : AT_SIGN name ( AT_LPAREN args? RPAREN )? ;

declaration
    : moduleHead
    | importing
    | let
    | fn
    | table
    | segment
    | experiment
    | allocate
    | namedRule
    | scope
    | disable
    | test
    ;

moduleHead : MODULE qname ;
importing : IMPORT qname ( AS name )? ;
let : LET name ( COLON type )? EQ expr ( PER exprs )? ( WHERE expr )? ;
fn : FN name LPAREN params? RPAREN ( COLON type )? EQ expr ;
params : param ( COMMA param )* ;
param : name ( COLON type )? ;
type : name ( LT type GT )? QUESTION? ;

table : TABLE name LPAREN params RPAREN ARROW LPAREN params RPAREN ( UNIQUE | FIRST | COLLECT )? ( FROM text | rows ) ;
rows : LBRACE row? ( TERM row? )* RBRACE ;
row : BAR cell ( BAR cell )* BAR ;
cell : UNDERSCORE | tests ;

segment : SEGMENT name EQ ( ranking | expr ) ;
ranking : ( TOP | BOTTOM ) ( INTEGER | PERCENT ) BY expr ( PER exprs )? ( WHERE expr )? ;

experiment : EXPERIMENT name ON expr ( WHERE expr )? LBRACE arm? ( TERM arm? )* RBRACE ;
arm : ARM name PERCENT ;

allocate : ALLOCATE path LBRACE share? ( TERM share? )* RBRACE ;
share : RESERVE expr | REST TO target | target PERCENT ( MAX expr )? ;
target : NAME | QUOTED_NAME | RAW ;

namedRule : RULE name text? ( COLON statement | block ) ;
disable : DISABLE qname ;
scope : head block ;
head : ( CHANNEL | COUNTRY | LANGUAGE | ACCOUNT ) ( value ( COMMA value )* | WHERE expr ) ;
value : name | RAW ;

test : TEST text LBRACE testLine? ( TERM testLine? )* RBRACE ;
testLine
    : GIVEN record
    | GIVEN TABLE name rows
    | ON head ( COMMA head )*
    | AT ( DATE | INSTANT )
    | EXPECT expr
    ;
record : LBRACE TERM? field ( ( COMMA | TERM ) field )* TERM? RBRACE ;
field : path COLON expr ;

statement : when | keep | drop | action | guard ;
when : WHEN expr ( THEN action ( ELSE action )? | block ( ELSE ( when | block ) )? ) ;
keep : KEEP WHEN expr reason? ;
drop : EXCLUDE WHEN expr reason? ;
guard : expr ARROW ( action | expr ) ;
action
    : SET path EQ expr
    | CLEAR path
    | ADD expr TO path
    | REMOVE expr FROM path
    | EXCLUDE reason?
    | WARN text
    ;
reason : BECAUSE expr ;

exprs : expr ( COMMA expr )* ;
expr : IF expr THEN expr ELSE expr | or ;
or : and ( OR and )* ;
and : not ( AND not )* ;
not : NOT not | check ;
check : operand tail? ;
tail
    : comparison operand
    | NOT? IN range
    | NOT? likeness operand
    | IS NOT? ( MISSING | PRESENT )
    ;
comparison : EQ | NE | LT | LE | GT | GE ;
likeness : MATCHES | CONTAINS | STARTS WITH | ENDS WITH ;
range : operand ( ( RANGE | HALF_OPEN ) operand )? ;
tests : cellTest ( COMMA cellTest )* ;
cellTest : NOT cellTest | comparison operand | IN operand | likeness operand | PRESENT | range ;
operand : sum ( COALESCE sum )* ;
sum : product ( ( PLUS | MINUS ) product )* ;
product : unary ( ( STAR | SLASH ) unary )* ;
unary : MINUS unary | postfix ;
postfix : primary member* ;
member : DOT name call? ;
call : LPAREN args? RPAREN ;
primary : literal | name call? | LPAREN expr RPAREN | LBRACK exprs? RBRACK | CASE ( conditions | matchOf ) ;
conditions : LBRACE TERM? condition ( separator condition )* ( separator? otherwise )? TERM? RBRACE ;
condition : expr ARROW expr ;
matchOf : operand LBRACE TERM? matching ( separator matching )* ( separator? otherwise )? TERM? RBRACE ;
matching : tests ARROW expr ;
otherwise : ELSE ARROW expr ;
separator : TERM | COMMA ;
args : arg ( COMMA arg )* ;
arg : ( name COLON )? expr ;

literal : ( INTEGER | DECIMAL ) NAME? | PERCENT | DATE | INSTANT | TRUE | FALSE | MISSING | REGEX | text ;
text : RAW | STR_OPEN part* STR_CLOSE ;
part : STR_TEXT | STR_ESCAPE | STR_BAD_ESCAPE | LBRACE expr QUESTION? RBRACE ;

path : name ( DOT name )* ;
qname : path ;
name : NAME | QUOTED_NAME | softKeyword ;
softKeyword
    : MODULE | IMPORT | AS | TABLE | FROM | UNIQUE | FIRST | COLLECT | SEGMENT | TOP | BOTTOM | BY | PER | EXPERIMENT | ON
    | ARM | ALLOCATE | RESERVE | REST | TO | MAX | RULE | DISABLE | CHANNEL | COUNTRY | LANGUAGE | ACCOUNT | TEST | GIVEN
    | AT | EXPECT | BECAUSE | WITH
    ;
