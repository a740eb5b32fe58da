/**
 * Well-known passwords, in alphabetical order, made from the lists of zxcvbn-ts (MIT) and Django (BSD) without their
 * vulgar part. Short ones stand as words, because with digits around them they are as well known.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `
aaliyah aardvark aaron abby aberdeen abgrtyu abigail abraham absolut access accord account achilles action active adam
adams adgjmptw adidas admin admiral adonis adrian adriana adrienne adult aezakmi africa again aggies aikido airborne
airbus airforce airplane alabama alan alaska albatros albert alberto albina albion alejandr aleksandr aleksandra
aleksey alex alexande alexander alexandr alexandra alexis alfa alfred alibaba alice alicia alien aliens alina alison
allen alliance allison allmine allsop allstar alpha alphabet alpine alucard always alyssa amadeus amanda amateur
amazing amazon amber amelia america american amsterda amsterdam anaconda anakin anarchy anastasia anders anderson
andre andrea andreas andrei andres andrew andrey andromeda andy anfield angel angela angelica angelina angelo angels
angie angus anhyeuem animal animals anime anna anne annette annie answer anthony antoine anton antonio anubis anything
apache apollo apple applepie apples april aquarius aragorn archer archie arizona arjay armani army arnold arsenal
artemis arthur artist artur asdasd asdf asdfasdf asdfg asdfgh asdfghj asdfghjk asdfghjkl asdfjkl asdzxc ashley ashton
asian aspire aspirine asterix astrid astros athena athens atlanta atlantic atlantis atomic attack attitude auburn
audrey august aurora aussie austin australi australia autumn avalanch avalon avatar avenger awesome azamat azerty
azsxdc azsxdcfv babe babes babies baby babyblue babyboy babydoll babyface babygirl babylon bacardi back backdoor
backup bacon badboy baddog badger badgirl baggins bagira bailey ball baller balloon balloons balls bambam banana
bananas banane bandit bang bangbang bangkok banker banshee barbara barber barbie barcelon barcelona barefoot barkley
barney barrett barry barsik bart baseball basket basketba basketball batman battle baxter bayern beach beaches beagle
bean beaner beanie bear bearbear bears beast beastie beatles beatrice beautifu beautiful beauty beaver beavis beckham
becky beefcake beer beerbeer beetle believe belinda bell bella belle bender benfica bengals benjamin bennett benny
benson bentley beretta berger berlin bermuda bernard bernie bertha bertie bethany better betty beverly bianca bicycle
bigballs bigbear bigbird bigboy bigdaddy bigdog bigfoot bigger biggie biggles bigguy bigmac bigman bigmike bigmoney
bigone bigred bigtime bike bikini bill billie billy billybob billyboy bimmer bing bingo bird birdie birdman birthday
biscuit bishop biteme bizkit blabla black blackbir blackcat blackdog blackhaw blackie blackjac blackjack blackman
blacks blacky blade blades blahblah blake blaster blazer blessed blessing blizzard blonde blondes blondie blood bloody
blossom blue bluebird blueblue blueboy bluedog blueeyes bluemoon blues bluesky boat bobafett bobbie bobbob bobby
bobcat boeing bogart bogdan bogey bohica bollocks bollox bomber bond bondage bone bonehead boner bones bonita bonjour
bonkers bonnie bonsai booger boogie booker bookworm boomboom boomer bootie boots booty boricua boris bosco boss
bossman boston bottle bottom bounce bowler bowling bowser boxing boys brad bradford bradley brandi brando brandon
brandy brasil braves bravo brazil breast breeze brenda brendan brent brewer brewster brian briana brianna bridge
bridget brighton bristol britney brittany broadway broken bronco broncos brooke brooklyn brooks brother brothers brown
brownie browns bruce brucelee bruins bruno brutus bryan bryant bubba bubbas bubble bubbles buck bucket buckeye
buckeyes buckshot buddah buddha buddy budlight budman budweise buffalo buffett buffy bugger builder bull bulldog
bulldogs bullet bullseye bunghole bunny burger burton bush business busted buster butch butler buzz buzzard byteme
cabbage cactus cadillac caesar caitlin calico caliente californ california caligula callaway callie calvin camaro
cambiami camel camelot camels camera cameron camilla camille campbell canada canadian cancel cancer cancun candice
candle candy candyman cannon canon cantona capital capone captain caramel carbon cardinal carina carl carla carlo
carlos carlton carmen carol carole carolin carolina caroline carolyn carpet carrera carrie carrot carson carter
cartman cartoon casanova caserta casey cash casino casper castle catalina catdog catfish catherin catherine catman
cats cavalier caveman ccbill cdtnkfyf cecilia cedric celeron celeste celica celine celtic celtics center central
century cerberus cessna cfitymrf chad chainsaw chair champ champion champs chance chandler chanel chang change changed
changeme chaos charger chargers charles charley charli charlie charlott charlotte charlton charly charmed chase chaser
check cheers cheese cheetah chelsea chemical cheng cherokee cherry cheryl chester chevelle chevrole chevy chewie
cheyenne chicago chichi chicken chickens chicks chico chief chiefs children china chip chipper chivas chloe chocolat
chocolate chong chopper chou chris chrisbln chrissy christ christia christian christie christin christina christine
christop christopher christy chronic chrono chuang chubby chuck chuckie chuckles chucky chun chunky church cicero
cigars cinder cindy cinnamon city cjkysirj cjkywt claire clancy clapton clarence clarinet clark claude claudia claudio
clayton clemson clevelan clifford clinton clipper clover clown cobra cocacola coconut cody coffee cohiba coke coleman
colleen college collin collins colombia colorado colors coltrane columbia columbus combat comet comics command
commando common company compaq compute computer concrete condom condor confused connect conner connie connor conrad
consumer contact content contrasena control cookie cookies cool cooldude cooler coolguy coolio coolman cooper cooter
copper cornell corona corrado corvette cosmo cosmos cosworth cotton cougar country courtney cowboy cowboys coyote
cracker craig crash crawford crazy crazybab cream creampie creamy creative credit cricket crimson cristina critter
crjhgbjy cruise cruiser crunch crusader crysis crystal cthulhu cthutq cubbies cuddles cupcake curious curtis custom
cutter cxfcnmt cyber cyclone cyclops cynthia cypress daddy daewoo dagger daisy dakota dale dalejr dallas dalton damage
damian damien dammit damnit dana dance dancer dang danger danie daniel daniela danielle daniil danila danni danny
dannyboy dante danzig daphne darius dark darkness darkside darkstar darling darren darwin dave david davids davidson
davis dawg dawn dawson daytona dbrnjh dbrnjhbz deacon dead deadhead deadman dean deanna death debbie deborah december
deedee deejay deepthroat deeznuts deeznutz default defender defiant deftones delete delta deluxe demon demons denali
denis denise deniska dennis denver depeche derek derrick desert design designer desire deskjet destiny detroit devil
devildog devils dexter dfkthbz dfkthf dfktynbyf dfvgbh dharma diablo diamond diamonds dian diana diehard diesel
dietcoke digger digital dilbert dilligaf dillon dima dinamo ding dingdong dino dinosaur direct director dirty discover
disney diver divine dixie dkflbckfd dkflbvbh doberman doctor dodge dodger dodgeram dodgers dogfood dogg doggie doggy
doghouse dogman dogs dollar dollars dolphin dolphins dominic domino donald dong donkey donna donnie donuts doobie
doodle doogie dookie dorian dorothy double doug doughboy douglas down downtown dracula drago dragon dragons dragoon
drake dream dreamer dreams drew driver drizzt droopy drowssap drpepper drummer dthjybrf dublin ducati duchess duck
dude dudley duke duncan durango duster dustin dusty dylan eagle eagles eastside easy eatme eclipse eddie eduard
eduardo edward edwards eeyore eileen einstein ekaterina elaine electric element elena elephant eleven elijah elizabet
elizabeth elliot elliott elvira elvis elwood emerald emerson emily eminem emma emmanuel emmitt empire energy engage
engine engineer england english enigma enjoy enter enterpri enterprise eraser eric erica ericsson erik ernest escape
escort esther eternal eternity eugene europa europe evelyn everest everton excalibu exigen exigent exodus explorer
express extreme fabian fabie fabric facial faith falcon falcons fallen fallout family fang fantasy farmer farside fart
fashion fast faster fatboy fatcat father fatima fatman feather february federico feet felicia felipe felix fender feng
fernand fernando ferrari ferret fester fetish fghtkm ficken fiesta figaro fighter filter filthy finger fingers finish
fire fireball firebird firefly firefox fireman first fish fisher fishes fishing fitness fktrcfylh fktrcfylhf fktrctq
flames flamingo flash flatron fletch fletcher flight flipper floppy florence florian florida flounder flower flowers
floyd fluffy flyboy flyers flying focus foobar footbal football ford forest forever forfun forget forgot formula
forrest fortuna fortune fossil foster fowler foxtrot france frances francesc francis franco francois frank frankie
franklin franky freak freaks freaky freckles fred freddie freddy frederic fredfred free freedom freeman freeuser
freeze french fresh friday friend friends fright frisco frisky fritz frodo frog frogger froggy frontier frosty frozen
fubar fugazi function funny funtime fusion futbol future fyfcnfcbz fylhtq gabrie gabriel gabriell galaxy galina galore
gambit games gandalf gang gangbang gangsta gangster garage garbage garcia garden garfield gargoyle garrett gary gaston
gateway gator gators gbpltw gegcbr geheim gemini general genesis genius george georgia gerald gerard german germany
geronimo gesperrt getmoney getsome gfhjkm ghbdtn ghbdtnbr ghetto ghjcnj ghjcnjnfr ghost giant giants gibson gilbert
gillian ginger giorgi giovanni girl girls giuseppe gizmo gizmodo gjkbyf gladiator global gloria gmoney goalie goblin
goblue goddess godfathe godfather godsmack godzilla gofish goforit goku gold goldberg golden goldfish goldie goldstar
goldwing golf golfball golfer golfgolf golfing goliath gollum gonzo goober good goodboy goodbye goodluck goodman
goodtime goofy google goose gopher gordon gorilla gotcha gothic gotohell govols grace gracie graham grandma granny
grant grateful great greatone greece green greenbay greenday greene greens greg gregor gregory gremlin grendel
gretchen gretzky griffey griffin gringo grizzly groove groovy groucho grover grumpy guardian guest guiness guinness
guitar gundam gunnar gunner gunners gustav hacked hacker hailey hairy halflife hallo hambone hamburg hamilton hamlet
hammer hammers hampton hamster handsome hang hank hanna hannah hannibal hansen hansolo happy happyday hard harder
hardon hardrock harley harmony harold harper harris harrison harry harvey hastings havefun hawaii hawaiian hawk
hawkeye hawkeyes hayabusa hayden hayley head heart hearts heather heaven hector hedgehog heidi heineken helen helena
hell hellfire hello helloo hellyeah helmet help helpme hendrix henry herbert herbie hercules herman hermes hershey
hesoyam hidden higgins highland hill hilton hiphop history hithere hitman hjvfirf hobbes hobbit hockey hokies holden
holiday holland holly hollywoo hollywood holmes home homer homers homerun honda honey hongkong hoosier hoosiers hooter
hooters hoover hope hopper horizon horndog hornet horney horse horses hotboy hotdog hotred hotrod hotshot hotstuff
hottie house houses houston howard hudson hummer hungry hunter hunting hurley hurrican husker huskers huskies hustler
hyperion ibanez icecream iceman idiot idontknow iforgot igor iguana ihateyou illini illusion iloveu iloveyo iloveyou
imagine immortal impala imperial incubus indian indiana indians indigo infantry inferno infiniti infinity ingrid
insane insert inside integra intel internet intrepid intruder ireland irina irish ironman isabel isabella isabelle
isaiah island israel italia italian ivan ivanov ivanova iverson iwantu jabroni jack jackal jackie jackoff jackson
jacob jade jagger jaguar jake jamaica james jamesbon jamesbond jamie jammer jane janet janice janine january japan
japanese jarhead jasmin jasmine jason jasper java javier jaybird jayhawk jazz jazzman jean jeanette jeanne jedi jeep
jeff jeffery jeffrey jenn jenna jennie jennifer jenny jensen jeremiah jeremy jericho jerkoff jerome jerry jersey jess
jesse jessic jessica jessie jester jesus jethro jill jillian jimbo jimbob jimmy joanna joanne joejoe joey johanna
johannes john johnboy johnjohn johnny johnson joker jokers jonathan jones jordan jose joseph josh joshua journey
jrcfyf juan judith juggalo juice julia julian julie juliet juliette julius jumper junebug jungle junior jupiter
justdoit justice justin justine justme juventus kahuna kaiser kaktus kamikaze kang kangaroo kansas karate karen karina
karma karolina kashmir kasper katana katerina kathleen kathryn kathy katie katrin katrina kawasaki kaylee keeper keith
kelley kelly kelsey kendall kennedy kenneth kenny kenshin kentucky kenwood kenworth kermit kevin keyboard keystone
keywest kicker kids kimber kimberly king kingdom kingfish kingkong kingpin kingston kinky kipper kirill kirsten kiss
kisses kissme kitkat kitten kitty kittycat klaster klingon knickers knicks knight knights knopka kodiak kolobok kong
kool korn koshka kosmos kostya kotenok kramer krishna krista kristen kristi kristin kristina kristine kristy krystal
ktyjxrf kume kungfu kyle labrador labtec lacrosse ladies lady ladybug laguna lakers lambert lamont lance lancelot
lancer lansing laptop larisa larry laser lasvegas latin latino laura laurel lauren laurie lawrence lawyer leader
leanne leather ledzep legacy legend legion legolas lemons lennon leonard leonardo leonid leopard leslie lespaul lestat
lester letmein letsgo lewis lexmark liberty library lick licker lickit lickme life lifehack lifetime light lightnin
lightning lights lillian lincoln linda lindsay lindsey ling lion lionel lionking lions liquid lisa lisalisa little
liverpoo liverpool lizard lizzie lobster loco logan login logitech lokomotiv lola lolipop lolita lollipop lollol
london lonely lonestar lonewolf long longhorn look looker looking looney looser lord lorenzo lorraine loser losers
louis louise loulou love loveit lovelove lovely loveme lover loverboy lovers loveyou loving lowrider lucas lucifer
lucky luckydog lucy ludwig luis luke luther lvbnhbq lynn macdaddy machine macross madden maddie maddog madeline
madison madman madmax madness madonna madrid maestro maggie maggot magic magick magicman magnolia magnum magnus magpie
maiden mailman majestic makaveli maksim malaka malcolm malibu malina mallard mamapapa manager manchest
manchester mandingo mandy maniac manson manuel manutd maradona marathon marc marcel marcia marco marcos marcus
margaret margarita maria mariah marian marianne marie marilyn marin marina marine mariners marines marino mario marion
marisa marissa marius mark market markus marlboro marlene marley marlin marshall martha martin martina martinez
martini marvel marvin mary maryann maryjane maryland mason maste master masters matador mathew matilda matrix matt
matthew mattie mature maureen maurice maverick maxell maxim maxima maximum maximus maxine maxmax maxwell maxx mayday
mayhem maynard mazafaka meatball meathead meatloaf mechanic medicine megadeth megaman megan megatron meghan meister
melanie melinda melissa mellon mellow melody melvin member memorex memory memphis menace meowmeow mercedes mercury
meredith meridian merlin mersedes metal metallic metallica method mexico miami mian michae michael michaela micheal
michel michele michell michelle michigan mickey microlab micron microsof microsoft midget midnight midway mighty
miguel mike mikemike mikey milana milano milena miles military miller millie million milton mine minecraft ming minime
minnie miracle mirage miranda miriam mirror misfit misha mishka mission missy mister mistress misty mitchell mittens
mobile models mohammed mojo mollie molly moloko molson mommy momoney monaco monalisa monday mondeo money moneyman
moneys mongoose monica monika monique monitor monke monkey monkeys monopoly monroe monster montana montreal monty
moocow mookie moomoo moon moonlight moose more morgan morning morpheus morris morrison mortgage mortimer moscow
motdepasse mother motherlode motley motorola mountain mouse movie movies mozart muffin mulder multiplelo munchkin
muppet murder murphy murray muscle mushroom music musica musicman mustang mustangs mustard mybaby mylife mylove myself
mystery mystic nadine nancy napoleon napster naruto nascar nasty nastya natali natalia natalie natasha nathalie nathan
national natural nature naughty nebraska nellie nelson nemesis neptune network nevada newbie newcastl newlife newman
newport newton newyork nfnmzyf nguyen nice nicholas nick nickel nicola nicolas nicole night nike nikita nikki nikola
nikolay nimrod nina niners ninja nintendo nipper nipple nipples nirvana nissan nitram nobody nofear nokia nolimit none
noodle noodles nookie norman norton norway nothing november nudist nugget number nuttertools nyjets nylons nymets
oakland oakley oasis obiwan oblivion ocean october odessa office ohyeah oilers oklahoma oksana oldman oleg olga oliver
olivia olivier omega onelove online onlyme open openup operator optimus oracle orange oranges orchid oregon original
orioles orion orlando oscar osiris outkast outlaw over overlord oxford pacific packard packer packers pacman padres
paint paintbal paintball painter pakistan palace paladin palmer pamela panama panasoni panasonic pancho panda pandora
pantera panther panthers panties pants pantyhos panzer paper paradise paradox paris parker parola parrot party pascal
passwor password passwords passwort patches patricia patrick patriot patriots patton patty paul paula pauline pavilion
payton peace peach peaches peanut peanuts pearl pearljam pebbles pedro peekaboo peewee pegasus pencil penelope penguin
penguins penny penthous pentium people pepper pepsi perfect person personal pervert pete peter peterpan peters
peterson petra peugeot peyton phantom phil philip philippe philips phillies phillip phillips philly phish phoebe
phoenix photo photos phpbb pianoman picard piccolo pickle pickles pics picture pierre piglet pikachu pillow pilot
pineappl ping pingpong pinhead pink pinkfloy pioneer piper pippen pirate pirates pisces pistol pitbull pizza planet
plastic platinum play playboy player playtime please pleasure plumber plymouth pobeda poetry poison pokemon poker
polaris police polina polo polska pompey poncho pontiac pony poochie poodle pooh poohbear pookie poontang poop pooper
poopie poopoo pooppoop pooter popcorn popeye poppy porkchop porsche porter portland portugal poseidon positive possum
postal potato potter powder powell power powers precious predator prelude premier presario presto preston pretty
primus prince princes princess printer prissy private privet prodigy profit prophet proxy psycho public pudding
pumpkin punisher punkin punkrock puppies puppy pupsik purdue purple putter pyramid python qawsed qawsedrf qazqaz
qazwsx qazwsxed qazwsxedc qazxsw qazxswedc quality quantum quartz quattro queen queens quincy qwaszx qweasd qweasdzxc
qweqwe qwerasdf qwert qwerty qwertyu qwertyui qwertyuio qwertyuiop rabbit rabota racecar racer racerx rachael rachel
racing radio rafael ragnarok raider raiders railroad rain rainbow rainman raistlin ralph rambler rambo rammstein
ramona ramses randall random randy ranger rangers raptor rascal rasputin rasta rastaman raven ravens raymond razz
rbhbkk rctybz reader reading ready reagan reality really realmadrid reaper rebecca rebel rebels recovery redalert
redbull reddog redfish redhead redhot redman redneck redrum redskins redsox redwing redwings redwood reebok reefer
reggie regina remember renault renee renegade rereirf rescue research resident respect restaurant retard retired
revenge review rfhbyf rfnthbyf rfrfirf rfrnec rhbcnbyf rhfcjnrf rhiannon rhonda ricardo rich richard richards richie
richmond rick ricky rightnow riley ripken ripper ripple river rivers rjirfrgbde rjntyjr rjycnfynby roadking robbie
robert roberta roberto roberts robin robinson robotech rock rocker rocket rockets rockford rockhard rockon rocks
rockstar rocky rodman rodney roger rogers roland roller rolltide roman romance romashka romeo rommel ronald ronaldo
ronnie rookie rooney rooster rootbeer roscoe rose rosebud rosemary rosie rotten rover rovers roxanne royals rtyuehe
rubber rugby rules rulez rulezzz runescape runner running rupert rush ruslan russell russia russian rustam rusty ryan
sabbath sabina sabine sabres sabrina sacred sadie safari safety sailboat sailing sailor saint saints sakura salamander
saleen sally salmon salomon salvador samantha samara samiam sammie sammy sampson samson samsung samuel samurai sanchez
sancho sanders sandiego sandman sandra sandro sandy santana santiago santos sapper sapphire sara sarah saratoga sascha
sasha sasuke saturday saturn saun sauron sausage savage savannah sayang scania scanner scarface scarlet scarlett
school science scooby scoobydo scooter scorpio scorpion scotch scotland scott scottie scotty scout scratch scream
scruffy scuba scully seahawks seamus sean searay search seattle sebastia sebastian second secret secure security
seeker seinfeld select selena seminole semperfi senior sentinel septembe september serega serena serenity sergei
sergey sergio sersolution server service sesame seven shado shadow shaggy shai shalom shaman shamrock shane shania
shannon shaolin shark sharks sharky sharon shasta shaved shawn shazam shearer sheena sheila shelby shelley shelly
shemale sherlock sherman sherry sherwood shiloh shirley shogun shooter shopping short shorty shotgun shou showme
showtime shun sidney siemens sierra silence silver silvia simba simon simona simone simple simpson simpsons sims
sinatra sinbad sinclair singer single sinner sirius sister sithlord sixers skater skeeter skidoo skiing skinny skipper
skippy skittles skorpion skydive skyline skywalke skywalker slacker slappy slapshot slayer sleepy slick slider slinky
slipknot small smeghead smegma smelly smile smiles smiley smith smitty smoke smoker smokes smokey smokin smoking
smooth smudge smut snake snakes snapon snapper snapple snatch sneakers snickers sniper snoop snoopdog snoopy snow
snowball snowboar snowman snuggles sobaka soccer socrates softball software soldier soleil solnce solomon solution
somethin something sommer song sonic sonics sony sooner sooners sophia sophie sound southern southpark space spaceman
spank spanking spankme spanky sparkle sparks sparky sparrow sparta spartak spartan spartans spawn speaker spears
special spectrum speed speedy spencer spider spiderma spiderman spidey spike spirit spitfire splash splinter spongebob
spooky sport sports spring springer sprint sprite spunky spurs sputnik spyder squash squirrel squirt srinivas stacey
stacy stalker stallion standard stanley staples star starbuck starcraft stardust starfire starfish stargate starman
stars starship start starter startrek starwars static station stealth steam steel steele steeler steelers stefan
stefano stella steph stephani stephanie stephen stereo sterlin sterling steve steven stevie stewart stick sticks
sticky stimpy sting stinger stingray stinky stocking stocks stolen stone stonecol stoned stoner stones stoney storm
stormy strange stranger street strider strike striker strip stripper stroke strong stuart stud student studio studly
stuff stumpy stunner stupid subaru sublime subway success sugar sultan summer summit sundance sunday sunflowe sunny
sunnyday sunrise sunset sunshin sunshine super superfly superman supersta superstar support supreme surf surfer
surfing susan susanne suzanne suzuki svetik svetlana swallow sweden sweet sweetie sweetpea sweets sweety swimmer
swimming swinger swingers sword swordfis swordfish swords sydney sylvia syncmaster syracuse system tabitha tacobell
tacoma talisman tamara tammy tang tango tanker tanner tanya tara tardis target tarheel tarheels tarzan tasha tatiana
tattoo tatyana taurus taylor tazman tazmania tdutybq teacher team technics techno teddy teen teens tekken telefon temp
tempest temple tennis tequila teresa terminal terminator terrapin terror terry test tester testing testtest texas
thailand thanatos thanks thankyou theboss thecat thedog theend thegame thegreat thekid theking theman theodore theone
theresa therock thesims thirteen thomas thompson thongs thor throat thuglife thunder thursday tiberius tickle tiffany
tiger tigers tigger tight tights timber time timmy timothy tina tinker tinkerbell tinman tintin titanic titanium
titans titleist titties tobias toby today todd together tolkien tomato tomcat tommy tommyboy tomorrow tomtom tongue
tony tool tootsie topcat topdog topgun topher topper tornado toronto torres toshiba tottenha toyota tracey tracker
tractor tracy trader traffic train trains trance transam translator trapper travel traveler travis treasure trebor
tree trevor trfnthbyf trial triangle tricia tricky trident trigger trinidad trinity trisha tristan triton triumph
trixie trojan trojans trombone trooper trouble trout truck trucker trucks truelove truman trumpet trunks tsunami tuan
tucker tuesday tunafish tundra turbo turkey turner turtle tweety twilight twinkle twins twisted twister tyler typhoon
tyrone tyson ufkbyf ultima ultimate umbrella underdog undertaker unicorn united universe unknown unreal usarmy user
usmc usnavy utopia vacation vader valencia valentin valentina valera valeri valeria valerie valhalla valley vampire
vanessa vanhalen vanilla vector vectra vegas vegeta velvet venice venus verbatim veritas vermont vernon verona
veronica veronika vertigo vette vfczyz vfhbyf vfhecz vfhufhbnf vfksirf vfrcbv vfrcbvrf vfvekz vfvfgfgf vfvjxrf viagra
victor victoria victory video vietnam viewsonic viking vikings viktor viktoria village vincent vinnie violet viper
vipers virgin virginia vision vitalik vivian vkontakte vladik vladimir vladislav volley volume volvo voodoo vortex
voyager voyeur vulcan wagner walker wallace walleye wally walmart walnut walrus walter wang wapbbs warcraft warhammer
warlock warlord warren warrior warriors warthog watcher water waterloo waters watson wayne weasel weather weaver
webmaster webster weed weezer welcome welder wendy werewolf werner wesley west western westham westside westwood what
whatever whatsup wheels whiskers whiskey whisky whisper white whitesox whitey whitney whocares whynot wibble wicked
wilbur wild wildcat wildcats wildfire wildman will william williams willie willis willow willy wilson window windows
windsor winner winnie winston winter wisdom wizard wolf wolfgang wolfie wolfman wolfpack wolverin wolverine wolves
woman wombat women wonder wood woody woofwoof woohoo wookie work working world wrangler wrestlin wrestling wright
writer wutang xanadu xander xavier xfiles xtreme yamaha yankee yankees ybrbnf ybrjkfq yellow yfnfif yomama yosemite
young yourmom yvonne yzerman zachary zaphod zaqwsx zaqxsw zenith zeppelin zero zerocool zeus zhong zidane ziggy zigzag
zipper zippy zombie zorro zvezda zxcasd zxcasdqwe zxcvbn zxcvbnm
`
    .trim()
    .split(/\s+/),
);

/** Those that are long enough to be typed as they are. */
export const commonLongPasswords: ReadonlySet<string> = new Set(
  `
"1,00001e+14" "zxcvbnm,./" 000000000000 010203040506 012345678910 014702580369 01telemike01 050605rostik 0r968ji9ufj6
102030405060 111111111111 111111111111111 1111111111zz 111222333000 111222333444555 111222tianya 112233445566
122333444455555 123123123123 123123qweqwe 123321123321 123321456654 123321qweewq 123456123456 123456654321
12345677654321 123456782000 1234567887654321 1234567890-= 123456789000 12345678900987654321 123456789012 1234567890123
12345678901234567890 1234567890987654321 1234567890qaz 1234567890qw 1234567890qwe 1234567890qwerty
1234567890qwertyuiop 1234567890zzz 123456789101 1234567891011 123456789101112 123456789123 123456789123456
1234567891234567 123456789123456789 1234567892000 12345678987654321 123456789987654321 123456789aaa 123456789abc
123456789asd 123456789qaz 123456789qqq 123456789qwe 123456789qwer 123456789qwerty 123456789zxc 1234567qwertyu
123456qwerty 123456zxcvbn 1234qwerasdf 1234qwerasdfzxcv 123admin321a 123ewqasdcxz 123qwe123qwe 123qwe456rty
123qweasdzxc 123qwerty123 12qw34er56ty 159753159753 159753456852 193570356033 19960610ilja 1a2a3a4a5a6a 1a2s3d4f5g6h
1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1q2w3e4r5t6y7u8i9o 1q2w3e4r5t6y7u8i9o0p 1qa2ws3ed4rf 1qa2ws3ed4rf5tg
1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc 1qazxsw23edcvfr4 23176djivanfros 23wkoa0fp78dk 31217221027711 32615948worms
41d8cd98f00b 420842084208555 4815162342lf 4815162342lost 520love101182 541233432442 5532361cnjqrf 59382113kevinp
6215mila6215 742617000027 89063032220m 89231243658s 89876065093rax 89semtsriuty ??????@mail.ru a1s2d3f4g5h6
abc123456789 admin18533362 administrator administrator1 aksjdlasdakj89879 alpha135792468 amadeusptfcor an83546921an13
andrewjackie antananarivu anytimetoday arabella24630 asd123asd123 asdfgh123456 asdfghjkl123 asdfghjkl:&#39:
auckland2010 avrillavigne badiman28200 bhrh0h2oof6xbqjeh blacksonblon bltynbabrfwbz boy4u2ownnyc bpgjldsgjldthnf
bullnuts2003 businessbabe changemeplease cheeseburger chesterfield chickenwing101 christopher1 civilization
cjdthitycndj cnfc35762209 combat123654 configuratio construction contortionist cookiemonster corperfmonsy
correcthorsebatterystaple cosmopolitan counterstrike demon1q2w3e4r demon1q2w3e4r5t devilmaycry4 dfg5fhg5vgfh1
digitalprodu dkflbvbhjdbx dkflbvbhjdyf doomsayer.2.7mords.v doomsayer.2.7mords.vv edwardcullen entertainment
ezekiel11991 fallen_angel familiyafamiliya fatima753357 finalfantasy findaupair007 fkmnthyfnbdf fktrcfylhjdbx
fktrcfylhjdf fktrcfylhjdyf flvbybcnhfnjh foreveryoung frederiksberg fynfyfyfhbde g13916055158 gettherefast
gfhfktkjuhfv gfhjkmgfhjkm ghbdtnghbdtn ghbdtnrfrltkf ghhh47hj7649 ghjatccbjyfk ghjcnjgbpltw ghjcnjgfhjkm ghjcnjghjcnj
ghjcnjqgfhjkm ghjcnjrdfibyj ghjnbdjcnjzybt ghtdtlvtldtl gjkysqgbpltw googletester greenlantern gthtrfnbgjkt
gtnhjpfdjlcr hannahmontana hawkesbury93 hd764nw5d7e1vb1 hd764nw5d7e1vbv hedimaptfcor iampurehaha2 ichliebedich
ihatethisgame ilovemyfamily iloveyouforever imyaimyaimya inactive1996aug ingodwetrust installdevic installsqlst
intelligence international ipo54tj45uy856 iseedeadpeople jamesbond007 jesuslovesme jkiuztdftl57 john!20130605at1753
josephphone7 jundian2011xr justinbieber kartoffelpuffer knackwurst8853 ktjynsq40147 laurel12creek leavemealone
leliane50934 letmeinletmein lhbjkjubz2957704 lightpower12345 linkedin2011 liverpool123 lost4815162342 love777321777
lovelovelove lydcc20091314 lytdybrbdfvgbhf lytghjgtnhjdcr m01759766727 manchesterunited maprchem56458 marek14michal
marinamarina masterbaiting maurolarastefy mega_pizdetz666 megaparol12345 mevefalkcakk michaeljackson migrationschool
minecraft123 minnesota_hp moderncombat morganstanley mortalkombat msoracle32re msorcloledbr mypasswordis n8zgt5p0shw=
nastyanastya natiichen999 ne_e_pod_chehyl necronomicon needforspeed nemvxyheqdd5oqxyxyzi networkingpe neworleans12345
newproject2004 nhbujyjvtnhbz nhecsyfujkjdt nhfdvfnjkju123 nhfycajhvths nick1234-rem936 nightcrawler nondriversig
ntktdbpjh1994 olcrackmaster onedirection ontheoutside paraklast1974 password1234 password12345 password123456
passwordassword passwordpassword passwordstandard pe#5gz29ptzmse pfqwtd27121988 philadelphia playstation2 playstation3
polniypizdec0211 polniypizdec1102 polniypizdec110211 professional projectsadminx przyjaciolki ptybnxtvgbjy
punksnotdead q1w2e3r4t5y6 q1w2e3r4t5y6u7 q1w2e3r4t5y6u7i8 q1w2e3r4t5y6u7i8o9p0 qawsedrftgyh qaz123wsx456 qazwsx123456
qazwsxedc123 qazwsxedcrfv qazwsxedcrfvtgb qazwsxqazwsx qazxswedc123 qazxswedcvfr qwaszxerdfcv qwe123qwe123
qweasdzxc123 qwegta13091990 qwerasdfzxcv qwertasdfgzxcvb qwerty123456 qwerty123456789 qwertyasdfgh qwertyqwerty
qwertyuiop10 qwertyuiop12 qwertyuiop123 qwertyuiop12345 qwertyuiop[] qwertyytrewq residentevil rfnthbyf1988
ronaldinho10 s8ylpe9jdpvym sanfrancisco satisfaction saun24865709 scandinavian schoolgirlie sdf7asdf6asdg8df
sdicmt7seytn sebastian106 seemnemaailm seniseviyorum sojdlg123aljg somanypickles27 sonnenschein sonyericsson
specialinsta startfinding starwarsfan10 stefangreil1983 stickdaddy77 stinkyfinger stratocaster supernatural
systemofadown telechargement temppassword thecakeisalie thisismypassword ticketmaster total12scherz transformers
trustno1trustno1 unbelievable vanyarespekt vfhbyfvfhbyf vfrcbvvfrcbv vfvfvskfhfve vitor1268123 vladimirovna
warhammer40k wazzkaprivet websolutions websolutionssu webuivalidat weihnachtsbau weihnachtsbaum weronika1992
whosyourdaddy xantria10315 xtseo2011tdx yandi20080527 yemi19900911 yfdbufnjh10305070 z1x2c3v4b5n6 z1x2c3v4b5n6m7
zaq12wsxcde3 zaq1xsw2cde3 zaqwsxcderfv zcfvfzkexifz zmx870919123 zqjphsyf6ctifgu zxcasdqwe123 zxcvbn123456
zxcvbnm123456789 zxcvbnmmnbvcxz
`
    .trim()
    .split(/\s+/),
);
