/** Plausible names of guests, by where people come from. Mail addresses are made from `latin` where a name is not Latin. */
import type { Chance } from '../../worker/domain/chance.ts';

export type Origin = keyof typeof namesByOrigin;

interface NameList {
  readonly given: string;
  readonly family: string;
}

const namesByOrigin = {
  english: {
    given:
      'Emma|James|Olivia|Noah|Charlotte|Henry|Amelia|Theodore|Grace|Samuel|Hannah|Benjamin|Eleanor|Jack|Ruth|Walter',
    family:
      'Smith|Johnson|Walker|Bennett|Carter|Hughes|Parker|Ashworth|Whitaker|Fitzgerald|Montgomery|Brooks|Coleman|Sutherland',
  },
  irish: {
    given: 'Aoife|Ciarán|Niamh|Seán|Siobhán|Pádraig|Saoirse|Eoin|Róisín|Declan',
    family: "O'Brien|Ó Súilleabháin|Byrne|Gallagher|Ní Dhomhnaill|McCarthy|O'Shea|Kavanagh",
  },
  italian: {
    given: 'Giulia|Matteo|Francesca|Lorenzo|Chiara|Alessandro|Ludovica|Niccolò|Beatrice|Tommaso|Annamaria|Pierluigi',
    family:
      'Rossi|Bianchi|Esposito|De Luca|Fontana|Dell’Acqua|Lo Presti|Santangelo|Mastroianni|D’Agostino|Colombo|Ricci',
  },
  french: {
    given:
      'Camille|Théo|Léa|Étienne|Chloé|Gaëlle|Anaïs|Jean-Baptiste|Margaux|Hélène|Loïc|Aurélie|François-Xavier|Inès|Maël|Océane',
    family:
      'Martin|Lefèvre|Dubois|Moreau|Girard|Lemaître|Beauchêne|de La Rochefoucauld|Besançon|Chevalier|N’Diaye|Le Goff|Côté|Benoît|Marchand',
  },
  spanish: {
    given: 'Sofía|Mateo|Lucía|Íñigo|Begoña|Álvaro|María José|Joaquín|Ximena|Rubén|Itziar|Óscar',
    family:
      'García|Fernández|Muñoz|Peña|de la Fuente|Ibáñez|Etxeberria|Núñez Ordóñez|Castañeda|Gutiérrez|Vázquez|Ortega y Gasset',
  },
  portuguese: {
    given: 'João|Beatriz|Gonçalo|Inês|Conceição|Tomás|Luísa|Caetano|Mariana|Simão',
    family: 'Silva|Gonçalves|Magalhães|Sá Carneiro|Brandão|Nóbrega|de Assunção|Araújo',
  },
  german: {
    given: 'Jörg|Anneliese|Maximilian|Käthe|Friedrich|Sophie|Jürgen|Maximiliane-Charlotte|Lukas|Wiebke',
    family:
      'Müller|Schäfer|Weiß|Großmann|von Hohenlohe-Langenburg|Krüger|Köhler|Leutheusser-Schnarrenberger|Bäcker|Vogt',
  },
  dutch: {
    given: 'Sanne|Joost|Maartje|Sjoerd|Fleur|Thijs|Noor|Willem-Alexander',
    family: 'de Vries|van den Berg|Ten Brinke|van ’t Hoff|Jansen|Oude Wesselink|Hoogland|IJsbrandy',
  },
  nordic: {
    given: 'Åsa|Søren|Bjørn|Linnéa|Håkon|Þórdís|Märta|Jørgen|Ylva|Ásgeir',
    family: 'Åkesson|Sørensen|Øverland|Nyström|Sigurðardóttir|Lindqvist|Kjærgaard|Bergström|Hämäläinen',
  },
  slavic: {
    given: 'Zofia|Paweł|Jana|Łukasz|Katarzyna|Ondřej|Živa|Wojciech|Ana|Miłosz',
    family: 'Kowalczyk|Wójcik|Nováková|Šimánek|Dąbrowska|Brzęczyszczykiewicz|Horvat|Žižek|Czartoryski|Petrović',
  },
  greek: {
    given: 'Eleni|Giorgos|Katerina|Dimitrios|Ioanna|Panagiotis',
    family: 'Papadopoulos|Konstantinidis|Theodorakopoulou|Vlachos|Angelopoulos|Samaras',
  },
  turkish: {
    given: 'Ayşe|Mehmet|Çağla|Oğuz|Şebnem|Emre|Gülşah|Barış',
    family: 'Yılmaz|Öztürk|Çelik|Doğan|Kılıçoğlu|Aydın|Şahin',
  },
  indian: {
    given: 'Priya|Arjun|Ananya|Rohan|Lakshmi|Vikram|Meera|Siddharth|Kavitha|Imran',
    family: 'Sharma|Patel|Iyer|Venkataraman|Mukherjee|Singh|Krishnamurthy|Reddy|Chattopadhyay|Khan',
  },
  arabic: {
    given: 'Layla|Omar|Yasmin|Karim|Noor|Abdelrahman|Salma|Youssef',
    family: 'Haddad|Al-Masri|Benali|El Khoury|Mansour|Bouazizi|Nasser|Abd al-Rahim',
  },
  chinese: {
    given: 'Wei|Xiuying|Jian|Meiling|Jun|Yuxuan|Lihua|Haoran|Siu-Fung|Tsz Yan',
    family: 'Wang|Li|Zhang|Chen|Zhào|Huang|Lü|Ouyang|Cheung|Ng',
  },
  korean: {
    given: 'Min-jun|Seo-yeon|Ji-woo|Hyun-woo|Eun-ji|Do-yun',
    family: 'Kim|Lee|Park|Choi|Jeong|Yoon|Namgung',
  },
  vietnamese: {
    given: 'Thị Mai|Văn Hùng|Ngọc Ánh|Đức|Thanh Hương|Quốc Bảo',
    family: 'Nguyễn|Trần|Phạm|Huỳnh|Đặng|Vũ',
  },
  nigerian: {
    given: 'Adébáyọ̀|Chidinma|Olúwaṣeun|Ngozi|Ifeoma|Tunde',
    family: 'Okonkwo|Adéyẹmí|Balogun|Nwachukwu|Oyèlárán|Eze',
  },
  hawaiian: {
    given: 'Kaʻiulani|Keanu|Leilani',
    family: 'Kamakawiwoʻole|Kealoha|Keihanaikukauakahihuliheekahaunaele',
  },
  japanese: {
    given: 'Haruka|Sōta|Yui|Takumi|Aoi|Kenjirō|Misaki|Ryōsuke|Hina|Yūto|Sakura|Shin’ichi|Chiyoko|Daisuke',
    family: 'Satō|Suzuki|Takahashi|Tanaka|Itō|Watanabe|Kobayashi|Katō|Yoshida|Ōno|Hashimoto|Shimizu|Nakajima|Kurosawa',
  },
} as const satisfies Record<string, NameList>;

/** Written as the guest writes it, with its Latin reading. */
const japaneseNames: readonly (readonly [written: string, latin: string])[] = [
  ['佐藤 陽菜', 'hina sato'],
  ['鈴木 大翔', 'hiroto suzuki'],
  ['高橋 結衣', 'yui takahashi'],
  ['田中 蓮', 'ren tanaka'],
  ['伊藤 さくら', 'sakura ito'],
  ['渡邊 健一', 'kenichi watanabe'],
  ['山本 美咲', 'misaki yamamoto'],
  ['中村 悠真', 'yuma nakamura'],
  ['小林 千尋', 'chihiro kobayashi'],
  ['加藤 ひかり', 'hikari kato'],
  ['長谷川 龍之介', 'ryunosuke hasegawa'],
  ['勅使河原 茜', 'akane teshigawara'],
  ['松本 直樹', 'naoki matsumoto'],
  ['井上 真央', 'mao inoue'],
];
const writtenShare = 0.15;

export interface GuestName {
  readonly full: string;
  /** For an address: lower-case ASCII letters and single dots. */
  readonly latin: string;
}

export function drawName(chance: Chance, origins: readonly (readonly [Origin, number])[]): GuestName {
  const origin = chance.weighted(origins);
  if (origin === 'japanese' && chance.happens(writtenShare)) {
    const [full, latin] = chance.pick(japaneseNames);
    return { full, latin: addressPart(latin) };
  }
  const { given, family } = namesByOrigin[origin];
  const full = `${chance.pick(given.split('|'))} ${chance.pick(family.split('|'))}`;
  return { full, latin: addressPart(full) };
}

const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  ı: 'i',
};

function addressPart(name: string): string {
  return name
    .toLowerCase()
    .replace(/[ßøłđðþæı]/g, (letter) => plainLetters[letter] ?? '')
    .normalize('NFKD')
    .replace(/[^a-z -]/g, '')
    .trim()
    .replace(/[ -]+/g, '.');
}
